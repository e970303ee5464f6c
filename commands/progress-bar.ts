import { Presets, SingleBar } from 'cli-progress';

/**
 * A bar on a terminal, with the lines of the run above it; where nobody looks (a log, a pipe) the lines alone.
 * @param say a line for a person, where there is no terminal
 */
export function progressBar(say: (line: string) => void) {
  if (!process.stderr.isTTY)
    return { say, start: () => undefined, step: () => undefined, stop: () => undefined };
  const bar = new SingleBar(
    {
      format: '{bar} {value}/{total} 个文件 · 剩余约 {eta_formatted}',
      clearOnComplete: true,
      hideCursor: true,
      stream: process.stderr,
    },
    Presets.shades_classic,
  );
  let isOn = false;
  let done = 0;
  return {
    start: (files: number) => {
      if (files < 2) return;
      bar.start(files, 0);
      isOn = true;
    },
    step: () => {
      done += 1;
      if (isOn) bar.update(done);
    },
    say: (line: string) => {
      if (!isOn) {
        say(line);
        return;
      }
      // The bar's line is cleared, the line written, and the bar drawn again below it.
      process.stderr.write('\r\u001b[K');
      say(line);
      bar.update(done);
    },
    stop: () => {
      if (isOn) bar.stop();
      isOn = false;
    },
  };
}
