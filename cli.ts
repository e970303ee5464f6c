import { Command, CommanderError } from 'commander';
import { exit, type CommandDeps } from './commands/command-deps.ts';
import { addBackupCommands } from './commands/backup.ts';
import { addDeliveryCommands } from './commands/deliveries.ts';
import { addCompositeIndexCommands } from './commands/composite-index.ts';
import { addDoctorCommand } from './commands/doctor.ts';
import { addDuplicatesCommands } from './commands/duplicates.ts';
import { addJobCommands } from './commands/jobs.ts';
import { addLayoutCommands } from './commands/layout.ts';
import { addIntakeCommands } from './commands/intake.ts';
import { addReportCommands } from './commands/report.ts';
import { addRejectsCommands } from './commands/rejects.ts';
import { addTokenCommands } from './commands/tokens.ts';
import { addWarehouseCommands } from './commands/warehouse.ts';
import { addWarningCommands } from './commands/warnings.ts';
import { RepeatError } from './etl/intake.ts';
import { LayoutError } from './etl/layouts.ts';
import { ExpectationsError } from './etl/trust/expectations.ts';
import { LabelledSetError } from './warehouse/duplicates/labelled-set.ts';
import { UsageError } from './housekeeping.ts';
import { TaskFailure } from './jobs/job.ts';
import { JobPlanError } from './jobs/plan.ts';
import { ReportError } from './jobs/reports/report-store.ts';
import { TemplateError } from './jobs/reports/template.ts';
import { SettingsError, readSettings } from './settings.ts';
import { diskFault } from './warehouse/disk-fault.ts';
import { DefinitionError } from './warehouse/vitality/definition.ts';
import { ThresholdsError } from './warehouse/warnings/thresholds.ts';
import { HomeBusy, HomeNotWritable } from './warehouse/writer-lock.ts';

function program(deps: CommandDeps): Command {
  const command = new Command('cockpit')
    .description('人大数据驾驶舱：从部门的一个文件，到大屏上的一个数')
    .helpOption('-h, --help', '显示帮助')
    .helpCommand('help [command]', '显示某个命令的帮助')
    .exitOverride();
  addIntakeCommands(command, deps);
  addLayoutCommands(command, deps);
  addDeliveryCommands(command, deps);
  addRejectsCommands(command, deps);
  addWarehouseCommands(command, deps);
  addWarningCommands(command, deps);
  addTokenCommands(command, deps);
  addCompositeIndexCommands(command, deps);
  addDuplicatesCommands(command, deps);
  addJobCommands(command, deps);
  addBackupCommands(command, deps);
  addDoctorCommand(command, deps);
  addReportCommands(command, deps);
  return command;
}

const say = (line: string) => {
  process.stdout.write(`${line}\n`);
};
// `cockpit … | head`: whoever reads has seen enough; what was begun goes on, unheard.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

try {
  const deps = { settings: readSettings(process.env), clock: () => new Date(), say };
  await program(deps).parseAsync(process.argv);
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? exit.done : exit.usage;
  else {
    const isWrongUse =
      error instanceof SettingsError ||
      error instanceof LayoutError ||
      error instanceof UsageError ||
      error instanceof DefinitionError ||
      error instanceof JobPlanError ||
      error instanceof TemplateError ||
      error instanceof LabelledSetError;
    const isKnown =
      isWrongUse ||
      error instanceof HomeBusy ||
      error instanceof ExpectationsError ||
      error instanceof ThresholdsError ||
      error instanceof RepeatError ||
      error instanceof TaskFailure ||
      error instanceof ReportError ||
      error instanceof HomeNotWritable;
    const known = isKnown && error instanceof Error ? error.message : diskFault(error);
    const text = known ?? (error instanceof Error ? (error.stack ?? error.message) : String(error));
    process.stderr.write(`${text}\n`);
    process.exitCode = error instanceof HomeBusy ? exit.busy : isWrongUse ? exit.usage : exit.failed;
  }
}
