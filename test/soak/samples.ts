import type { ExchangeProcess } from '../faults/exchange-process.ts';

/** What the exchange said of itself at one moment. */
export interface Sample {
  /** Since the load began. */
  readonly atS: number;
  readonly rssBytes: number;
  readonly heapUsedBytes: number;
  readonly descriptors: number;
  /** What keeps Node's event loop: sockets, pipes, threads. */
  readonly handles: number;
  readonly timers: number;
  readonly lagMs: number;
  readonly exceptions: number;
  readonly registrations: number;
  readonly calls: number;
  readonly dialogs: number;
  readonly transactions: number;
  readonly rtpPorts: number;
  readonly bans: number;
  readonly connections: number;
  readonly participants: number;
  readonly tables: ReadonlyMap<string, { readonly entries: number; readonly capacity: number }>;
}

export async function takeSample(exchange: ExchangeProcess, atS: number): Promise<Sample> {
  const metrics = readMetrics(await exchange.metrics());
  const value = (name: string): number => metrics.get(name) ?? Number.NaN;
  const resources = [...metrics].filter(([name]) => name.startsWith('nodejs_active_resources{'));
  const isTimer = (name: string): boolean => /type="(Timeout|Immediate)"/.test(name);
  const sum = (found: readonly (readonly [string, number])[]) => found.reduce((all, [, n]) => all + n, 0);
  return {
    atS,
    rssBytes: value('process_resident_memory_bytes'),
    heapUsedBytes: value('nodejs_heap_size_used_bytes'),
    descriptors: value('process_open_fds'),
    handles: sum(resources.filter(([name]) => !isTimer(name))),
    timers: sum(resources.filter(([name]) => isTimer(name))),
    lagMs: value('hamvoip_event_loop_lag_seconds') * 1000,
    exceptions: value('hamvoip_handler_exceptions_total'),
    registrations: value('hamvoip_registrations_active'),
    calls: value('hamvoip_calls_active'),
    dialogs: value('hamvoip_dialogs'),
    transactions: value('hamvoip_sip_transactions'),
    rtpPorts: value('hamvoip_rtp_ports_used'),
    bans: value('hamvoip_bans_active'),
    connections: value('hamvoip_tcp_connections'),
    participants: value('hamvoip_conference_participants'),
    tables: readTables(metrics),
  };
}

/** By name with labels, as it is written. */
function readMetrics(text: string): ReadonlyMap<string, number> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const at = line.lastIndexOf(' ');
      return [line.slice(0, at), Number(line.slice(at + 1))];
    }),
  );
}

function readTables(metrics: ReadonlyMap<string, number>): Sample['tables'] {
  const tables = new Map<string, { entries: number; capacity: number }>();
  for (const [name, capacity] of metrics) {
    const table = /^hamvoip_table_capacity\{table="(\w+)"/.exec(name)?.[1];
    if (table === undefined) continue;
    const entries = metrics.get(`hamvoip_table_entries{table="${table}"}`) ?? Number.NaN;
    tables.set(table, { entries, capacity });
  }
  return tables;
}
