import { MultiBar, Presets, type SingleBar } from 'cli-progress';

const widestBar = 24;
/** What stands beside the bar. */
const besideBar = 36;

/**
 * A bar on a terminal, with the lines of the run above it; where nobody looks (a log, a pipe) the lines alone. Nothing
 * of the terminal is changed that a killed run would leave behind: not the cursor, not the wrapping of long lines.
 * @param say a line for a person, where no bar is in its way
 */
export function progressBar(say: (line: string) => void) {
  const terminal = process.stderr;
  if (!terminal.isTTY) return { say, start: () => undefined, step: () => undefined, stop: () => undefined };
  const bars = new MultiBar(
    {
      format: '{bar} {value}/{total} 个文件 · 已用 {duration_formatted}',
      barsize: Math.max(4, Math.min(widestBar, terminal.columns - besideBar)),
      clearOnComplete: true,
      // It would take Ctrl+C for itself, and the run would go on.
      gracefulExit: false,
      linewrap: true,
      stream: terminal,
    },
    Presets.shades_classic,
  );
  let bar: SingleBar | null = null;
  return {
    start: (files: number) => {
      if (files > 1) bar = bars.create(files, 0);
    },
    step: () => {
      bar?.increment();
    },
    say: (line: string) => {
      if (bar !== null && process.stdout.isTTY) bars.log(`${line}\n`);
      else say(line);
    },
    stop: () => {
      if (bar === null) return;
      // What was logged since the bar was drawn last.
      bars.update();
      bars.stop();
      bar = null;
    },
  };
}
