import { flushCompileCache } from 'node:module';
import packageJson from '../package.json' with { type: 'json' };
import { runCli } from './cli/run.ts';
import { backupTool } from './composition/backups.ts';
import { placesIn } from './composition/data-files.ts';
import { demoTool } from './composition/demo-parts.ts';
import { examineMachine } from './composition/examine-machine.ts';
import { mendMachine } from './composition/mend-machine.ts';
import { openOffline } from './composition/offline.ts';
import { startExchange } from './composition/running.ts';
import { fileExists } from './platform/files/backup-files.ts';
import { readFileBytes, readTextFile } from './platform/files/files.ts';
import { mainAddress } from './platform/machine/main-address.ts';
import { endWithLauncher } from './platform/process/launcher-pipe.ts';
import { runsAsService } from './platform/process/service-supervisor.ts';
import { letReadersGo, outputWritten } from './platform/process/standard-output.ts';
import { requestOverSocket } from './web/control-socket.ts';

const { version } = packageJson;
endWithLauncher(process.env);
letReadersGo();

const exitCode = await runCli(process.argv.slice(2), {
  version,
  environment: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  isTerminal: process.stdout.isTTY === true,
  isErrorTerminal: process.stderr.isTTY === true,
  service: runsAsService(process.env),
  mainAddress: mainAddress(),
  readFile: readTextFile,
  readBytes: readFileBytes,
  startExchange: (loaded) =>
    startExchange(loaded, {
      onReady: flushCompileCache,
      version,
      isTerminal: process.stderr.isTTY === true,
      onStopRequested(stop) {
        let requests = 0;
        for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop(requests++ > 0));
      },
    }),
  backups: backupTool(version),
  demo: demoTool(),
  mendMachine: async (loaded, mend) => mendMachine(loaded.settings, mend),
  examineMachine: (loaded, isRunning) => examineMachine(loaded.settings, isRunning),
  openOffline: (loaded) => openOffline(loaded, version),
  hasDatabase: ({ settings }) => fileExists(placesIn(settings.data).database),
  controlRequest: requestOverSocket,
});
await outputWritten();
// Whatever is still open by now must not keep the process.
process.exit(exitCode);
