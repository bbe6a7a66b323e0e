import { existsSync, globSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { processTree } from '../machine/cpu-time.ts';
import { onServerCpu } from '../machine/pinning.ts';
import { isInstalled } from '../machine/programs.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { Child } from './child.ts';
import type { RunningServer } from './server.ts';

const ADDRESS = '127.0.0.1';
const HTTP_PORT = 17_088;
const STARTS_MS = 2_000;
/** Where Debian puts what Janus loads: the bridge, and the interface it is told by. */
const MODULES = [
  '/usr/lib/*/janus/plugins/libjanus_audiobridge.so',
  '/usr/lib/*/janus/transports/libjanus_http.so',
] as const;

/** Why Janus cannot be measured; undefined when it can. */
export function janusIsMissing(): string | undefined {
  if (!isInstalled('janus')) return 'Debian’s janus is not installed';
  const missing = MODULES.find((pattern) => globSync(pattern).length === 0);
  return missing && `Janus lacks ${basename(missing)}`;
}

/** With the AudioBridge and nothing else, told over HTTP on 127.0.0.1. */
export async function startJanus(): Promise<RunningServer> {
  const folder = mkdtempSync(join(temporaryFolder(), 'janus-'));
  for (const [index, kind] of ['plugins', 'transports'].entries()) {
    mkdirSync(join(folder, kind));
    const module = globSync(MODULES[index] ?? '')[0] ?? '';
    if (existsSync(module)) symlinkSync(module, join(folder, kind, basename(module)));
  }
  writeFileSync(join(folder, 'janus.jcfg'), general(folder));
  writeFileSync(
    join(folder, 'janus.plugin.audiobridge.jcfg'),
    `general: { local_ip = "${ADDRESS}"\n rtp_port_range = "18000-57999" }\n`,
  );
  writeFileSync(
    join(folder, 'janus.transport.http.jcfg'),
    `general: { json = "compact"\n base_path = "/janus"\n http = true\n port = ${HTTP_PORT}\n ip = "${ADDRESS}"\n https = false }\nadmin: { admin_http = false }\n`,
  );
  const child = new Child(onServerCpu(['janus', '-C', join(folder, 'janus.jcfg'), '-F', folder]));
  await sleep(STARTS_MS);
  child.assertRunning('janus');
  return {
    name: 'Janus',
    address: ADDRESS,
    port: HTTP_PORT,
    pids: processTree(child.pid),
    stop: () => child.stop(),
  };
}

function general(folder: string): string {
  return [
    'general: {',
    ` configs_folder = "${folder}"`,
    ` plugins_folder = "${folder}/plugins"`,
    ` transports_folder = "${folder}/transports"`,
    ` events_folder = "${folder}/none"`,
    ` loggers_folder = "${folder}/none"`,
    ' debug_level = 2',
    ` interface = "${ADDRESS}"`,
    ' session_timeout = 600',
    '}',
    'nat: { }',
    '',
  ].join('\n');
}
