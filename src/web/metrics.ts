import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { BoundedTable } from '../base/bounded-table.ts';
import type { AuthenticationFailure, CallResult, Fact, MessageResult } from '../base/journal.ts';

/** What is counted by others and only read here, at the moment of a scrape. */
export interface ExchangeCounts {
  /** Living bindings. */
  readonly registrations: number;
  readonly bans: number;
  /** Calls at this moment, ringing ones included. */
  readonly calls: number;
  readonly transactions: number;
  readonly dialogs: number;
  readonly subscriptions: number;
  readonly storedMessages: number;
  readonly silentPhones: number;
  readonly tcpConnections: number;
  readonly rtpPortsUsed: number;
  /** Since the start, never falling. */
  readonly rtpPacketsReceived: number;
  readonly rtpPacketsSent: number;
  readonly rtpPacketsLost: number;
  readonly conferenceParticipants: number;
  /** Of the last backup that succeeded, on the wall clock; 0 when none is known of. */
  readonly lastBackupMs: number;
  /** The longest delay of the event loop since the last scrape. */
  readonly eventLoopLagMs: number;
  /** Since the start, never falling. */
  readonly refusedStrangers: number;
  readonly tables: readonly BoundedTable[];
  /** End of what TLS shows; undefined when there is no TLS, or nothing to show. */
  readonly certificateExpiresAtMs: number | undefined;
}

export interface MetricsParts {
  readonly journal: { subscribe(reader: (fact: Fact) => void): () => void };
  readonly counts: () => ExchangeCounts;
  readonly version: string;
}

/**
 * `GET /metrics` for Prometheus. No extension, call sign or address is a label (mission H11), and every label has
 * a bounded set of values, so that nothing a stranger sends can fill the memory.
 */
export function registerMetrics(app: FastifyInstance, parts: MetricsParts): void {
  const registry = new Registry();
  countFacts(registry, parts.journal);
  const bringUpToDate = readCounts(registry, parts.counts);
  const build = new Gauge({
    name: 'hamvoip_build_info',
    help: 'Always 1; the labels say what runs.',
    labelNames: ['version', 'node'],
    registers: [registry],
  });
  build.set({ version: parts.version, node: process.versions.node }, 1);
  collectDefaultMetrics({ register: registry });
  app.get('/metrics', async (_request, reply) => {
    bringUpToDate();
    reply.header('content-type', registry.contentType);
    return registry.metrics();
  });
}

/** RFC 3261 and the extensions we know; other methods are counted together. */
const METHODS: ReadonlySet<string> = new Set([
  'REGISTER',
  'INVITE',
  'ACK',
  'CANCEL',
  'BYE',
  'OPTIONS',
  'UPDATE',
  'INFO',
  'PRACK',
  'REFER',
  'NOTIFY',
  'SUBSCRIBE',
  'PUBLISH',
  'MESSAGE',
]);

/** The failures for which a response was really compared: the guesses an attacker got. */
const EVALUATED_FAILURES: ReadonlySet<AuthenticationFailure> = new Set([
  'unknown-user',
  'wrong-password',
  'not-entitled',
]);

const CALL_RESULTS: readonly CallResult[] = [
  'answered',
  'cancelled',
  'busy',
  'declined',
  'no-answer',
  'unreachable',
  'refused',
  'failed',
  'vanished',
  'transferred',
  'ended-by-administrator',
];

const MESSAGE_RESULTS: readonly MessageResult[] = [
  'delivered',
  'stored',
  'delivered-later',
  'expired',
  'refused',
];

/** Seconds from INVITE to answer: the exchange's share is milliseconds, people take the rest. */
const SETUP_BUCKETS_S = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 30, 60];

/** Counted here and told to the library when it is asked: two facts a message are too many for its label tables. */
class Tally<Name extends string> {
  readonly #counts = new Map<Name, Map<string | number, number>>();

  add(name: Name, detail: string | number = ''): void {
    const counts = this.#counts.get(name) ?? new Map<string | number, number>();
    this.#counts.set(name, counts.set(detail, (counts.get(detail) ?? 0) + 1));
  }

  *[Symbol.iterator](): Generator<{ name: Name; detail: string | number; count: number }, void> {
    for (const [name, counts] of this.#counts)
      for (const [detail, count] of counts) yield { name, detail, count };
  }
}

interface FactMetrics {
  readonly requests: Tally<string>;
  readonly evaluations: Tally<string>;
  readonly failures: Tally<AuthenticationFailure>;
  readonly calls: Counter<'result'>;
  readonly messages: Counter<'result'>;
  readonly setup: Histogram;
  readonly exceptions: Counter;
}

function countFacts(registry: Registry, journal: MetricsParts['journal']): void {
  const registers = [registry];
  const requests = new Tally<string>();
  const evaluations = new Tally<string>();
  const failures = new Tally<AuthenticationFailure>();
  new Counter({
    name: 'hamvoip_sip_requests_total',
    help: 'SIP requests by method and final status.',
    labelNames: ['method', 'code'],
    registers,
    collect() {
      this.reset();
      for (const { name, detail, count } of requests) this.inc({ method: name, code: detail }, count);
    },
  });
  new Counter({
    name: 'hamvoip_auth_evaluations_total',
    help: 'Digest responses that were compared with a password.',
    labelNames: ['result'],
    registers,
    collect() {
      this.reset();
      // A series that is there from the start shows its first event as a rise.
      for (const result of ['authentic', ...EVALUATED_FAILURES]) this.inc({ result }, 0);
      for (const { name, count } of evaluations) this.inc({ result: name }, count);
    },
  });
  new Counter({
    name: 'hamvoip_auth_failures_total',
    help: 'Requests that were not authenticated, the first of every exchange without credentials included.',
    labelNames: ['reason'],
    registers,
    collect() {
      this.reset();
      for (const { name, count } of failures) this.inc({ reason: name }, count);
    },
  });
  const metrics: FactMetrics = {
    requests,
    evaluations,
    failures,
    calls: new Counter({
      name: 'hamvoip_calls_total',
      help: 'Calls that ended, by result.',
      labelNames: ['result'],
      registers,
    }),
    messages: new Counter({
      name: 'hamvoip_messages_total',
      help: 'Text messages, by what became of them; a stored one counts again when it is delivered or expires.',
      labelNames: ['result'],
      registers,
    }),
    setup: new Histogram({
      name: 'hamvoip_call_setup_seconds',
      help: 'From INVITE to answer.',
      buckets: SETUP_BUCKETS_S,
      registers,
    }),
    exceptions: new Counter({
      name: 'hamvoip_handler_exceptions_total',
      help: 'Mistakes of the exchange itself; must stay 0.',
      registers,
    }),
  };
  for (const result of CALL_RESULTS) metrics.calls.inc({ result }, 0);
  for (const result of MESSAGE_RESULTS) metrics.messages.inc({ result }, 0);
  journal.subscribe((fact) => countFact(metrics, fact));
}

function countFact(metrics: FactMetrics, fact: Fact): void {
  switch (fact.kind) {
    case 'sip-request':
      metrics.requests.add(METHODS.has(fact.method) ? fact.method : 'other', fact.status);
      break;
    case 'authenticated':
      metrics.evaluations.add('authentic');
      break;
    case 'authentication-failed':
      metrics.failures.add(fact.reason);
      if (EVALUATED_FAILURES.has(fact.reason)) metrics.evaluations.add(fact.reason);
      break;
    case 'call-answered':
      metrics.setup.observe(fact.setupMs / 1000);
      break;
    case 'call-ended':
      metrics.calls.inc({ result: fact.result });
      break;
    case 'message':
      metrics.messages.inc({ result: fact.result });
      break;
    case 'handler-exception':
      metrics.exceptions.inc();
      break;
  }
}

const GAUGES: readonly (readonly [name: string, help: string, read: (counts: ExchangeCounts) => number])[] = [
  [
    'hamvoip_backup_last_success_timestamp_seconds',
    'When the last backup succeeded, in Unix time; 0 when none is known of.',
    (counts) => counts.lastBackupMs / 1000,
  ],
  ['hamvoip_registrations_active', 'Living bindings.', (counts) => counts.registrations],
  ['hamvoip_bans_active', 'Addresses that are banned.', (counts) => counts.bans],
  ['hamvoip_calls_active', 'Calls at this moment.', (counts) => counts.calls],
  ['hamvoip_sip_transactions', 'SIP transactions at this moment.', (counts) => counts.transactions],
  ['hamvoip_dialogs', 'SIP dialogs at this moment.', (counts) => counts.dialogs],
  ['hamvoip_subscriptions', 'Things that phones watch.', (counts) => counts.subscriptions],
  ['hamvoip_messages_stored', 'Text messages that wait.', (counts) => counts.storedMessages],
  ['hamvoip_phones_silent', 'Registered phones that answer nothing.', (counts) => counts.silentPhones],
  ['hamvoip_tcp_connections', 'SIP connections at this moment.', (counts) => counts.tcpConnections],
  ['hamvoip_rtp_ports_used', 'UDP ports in use for sound.', (counts) => counts.rtpPortsUsed],
  ['hamvoip_conference_participants', 'People in conferences.', (counts) => counts.conferenceParticipants],
  [
    'hamvoip_event_loop_lag_seconds',
    'Longest delay of the SIP thread since the last scrape.',
    (counts) => counts.eventLoopLagMs / 1000,
  ],
];

/** Returns the function that brings all of them up to date, by one reading: it takes the event loop's lag away. */
function readCounts(registry: Registry, counts: () => ExchangeCounts): () => void {
  const registers = [registry];
  const gauges = GAUGES.map(([name, help, read]) => ({ gauge: new Gauge({ name, help, registers }), read }));
  const expiry = new Gauge({
    name: 'hamvoip_tls_certificate_expiry_timestamp_seconds',
    help: 'When the certificate that TLS shows ends; no value when it shows none.',
    registers,
  });
  const packets = new Counter({
    name: 'hamvoip_rtp_packets_total',
    help: 'RTP packets by direction.',
    labelNames: ['direction'],
    registers,
  });
  const lost = new Counter({
    name: 'hamvoip_rtp_packets_lost_total',
    help: 'RTP packets that never came.',
    registers,
  });
  const refused = new Counter({
    name: 'hamvoip_sip_strangers_refused_total',
    help: 'Datagrams of strangers turned away because there was too much to do.',
    registers,
  });
  const entries = new Gauge({
    name: 'hamvoip_table_entries',
    help: 'Entries of the tables that strangers can fill.',
    labelNames: ['table'],
    registers,
  });
  const capacity = new Gauge({
    name: 'hamvoip_table_capacity',
    help: 'How many entries fit, and what happens to one more.',
    labelNames: ['table', 'when_full'],
    registers,
  });
  return () => {
    const now = counts();
    for (const { name, size, capacity: most, whenFull } of now.tables) {
      entries.set({ table: name }, size());
      capacity.set({ table: name, when_full: whenFull }, most);
    }
    for (const { gauge, read } of gauges) gauge.set(read(now));
    if (now.certificateExpiresAtMs === undefined) expiry.remove();
    else expiry.set(now.certificateExpiresAtMs / 1000);
    packets.reset();
    packets.inc({ direction: 'received' }, now.rtpPacketsReceived);
    packets.inc({ direction: 'sent' }, now.rtpPacketsSent);
    lost.reset();
    lost.inc(now.rtpPacketsLost);
    refused.reset();
    refused.inc(now.refusedStrangers);
  };
}
