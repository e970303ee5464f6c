import { pino, type Logger } from 'pino';

/** Lines are written together: a write for each would cost as much as a known answer does. */
const writtenFrom = 4_096;
const writtenEveryMs = 250;

/**
 * The server's log, a line of JSON an event. It is at most a quarter of a second behind, and whole when the process
 * ends by itself.
 * @param file where to; the standard output when absent
 */
export function serverLog(level: string, file?: string): Logger {
  const to = pino.destination({
    dest: file ?? 1,
    sync: true,
    minLength: writtenFrom,
    periodicFlush: writtenEveryMs,
  });
  process.once('exit', () => to.flushSync());
  return pino({ level }, to);
}
