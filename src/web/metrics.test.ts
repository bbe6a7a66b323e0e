import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fastify from 'fastify';
import { type Fact, FanOutJournal } from '../base/journal.ts';
import { type ExchangeCounts, registerMetrics } from './metrics.ts';

const COUNTS: ExchangeCounts = {
  registrations: 48,
  bans: 2,
  calls: 3,
  transactions: 7,
  dialogs: 6,
  subscriptions: 0,
  storedMessages: 0,
  silentPhones: 0,
  tcpConnections: 4,
  rtpPortsUsed: 12,
  rtpPacketsReceived: 1000,
  rtpPacketsSent: 900,
  rtpPacketsLost: 5,
  conferenceParticipants: 9,
  lastBackupMs: 0,
  eventLoopLagMs: 15,
  refusedStrangers: 6,
  tables: [{ name: 'bans', size: () => 2, capacity: 100_000, whenFull: 'oldest-goes' }],
  certificateExpiresAtMs: undefined,
};

async function scrape(
  facts: readonly Fact[],
  readings: readonly ExchangeCounts[] = [COUNTS],
): Promise<string> {
  const app = fastify();
  const journal = new FanOutJournal();
  let reading = 0;
  registerMetrics(app, { journal, version: '1.2.3', counts: () => readings[reading++] ?? COUNTS });
  for (const fact of facts) journal.record(fact);
  let body = '';
  for (const _ of readings) {
    const answer = await app.inject('/metrics');
    assert.match(String(answer.headers['content-type']), /^text\/plain/);
    body = answer.body;
  }
  return body;
}

function line(text: string, series: string): string | undefined {
  return text
    .split('\n')
    .find((each) => each.startsWith(`${series} `))
    ?.slice(series.length + 1);
}

describe('/metrics', () => {
  it('has every metric of the contract from the start', async () => {
    const text = await scrape([]);
    for (const name of [
      'sip_requests_total',
      'registrations_active',
      'auth_evaluations_total',
      'auth_failures_total',
      'bans_active',
      'calls_active',
      'calls_total',
      'call_setup_seconds',
      'sip_transactions',
      'dialogs',
      'rtp_ports_used',
      'rtp_packets_total',
      'rtp_packets_lost_total',
      'conference_participants',
      'tcp_connections',
      'handler_exceptions_total',
      'event_loop_lag_seconds',
      'sip_strangers_refused_total',
      'table_entries',
      'table_capacity',
      'build_info',
    ]) {
      assert.match(text, new RegExp(`^# TYPE hamvoip_${name} `, 'm'));
    }
  });

  it('reads the counts at the moment of the scrape', async () => {
    const text = await scrape([], [{ ...COUNTS, registrations: 1, rtpPacketsSent: 1 }, COUNTS]);
    assert.equal(line(text, 'hamvoip_registrations_active'), '48');
    assert.equal(line(text, 'hamvoip_rtp_packets_total{direction="sent"}'), '900');
    assert.equal(line(text, 'hamvoip_rtp_packets_total{direction="received"}'), '1000');
    assert.equal(line(text, 'hamvoip_rtp_packets_lost_total'), '5');
    assert.equal(line(text, 'hamvoip_event_loop_lag_seconds'), '0.015');
    assert.equal(line(text, 'hamvoip_sip_strangers_refused_total'), '6');
    assert.equal(line(text, 'hamvoip_table_entries{table="bans"}'), '2');
    assert.equal(line(text, 'hamvoip_table_capacity{table="bans",when_full="oldest-goes"}'), '100000');
  });

  it('counts facts', async () => {
    const text = await scrape([
      { kind: 'sip-request', method: 'REGISTER', status: 200 },
      { kind: 'sip-request', method: 'REGISTER', status: 200 },
      { kind: 'authenticated', method: 'REGISTER' },
      { kind: 'authentication-failed', reason: 'no-credentials', counted: false },
      { kind: 'authentication-failed', reason: 'wrong-password', counted: true },
      { kind: 'call-answered', call: 'c1', setupMs: 300 },
      { kind: 'call-ended', call: 'c1', result: 'answered', durationMs: 1000 },
      { kind: 'handler-exception', where: 'router', error: new Error('x') },
    ]);
    assert.equal(line(text, 'hamvoip_sip_requests_total{method="REGISTER",code="200"}'), '2');
    assert.equal(line(text, 'hamvoip_auth_evaluations_total{result="authentic"}'), '1');
    assert.equal(line(text, 'hamvoip_auth_evaluations_total{result="wrong-password"}'), '1');
    assert.equal(line(text, 'hamvoip_auth_failures_total{reason="no-credentials"}'), '1');
    assert.equal(line(text, 'hamvoip_call_setup_seconds_bucket{le="0.5"}'), '1');
    assert.equal(line(text, 'hamvoip_call_setup_seconds_bucket{le="0.25"}'), '0');
    assert.equal(line(text, 'hamvoip_calls_total{result="answered"}'), '1');
    assert.equal(line(text, 'hamvoip_calls_total{result="busy"}'), '0');
    assert.equal(line(text, 'hamvoip_handler_exceptions_total'), '1');
  });

  it('does not grow with methods that strangers invent', async () => {
    const facts = Array.from(
      { length: 100 },
      (_, i): Fact => ({ kind: 'sip-request', method: `X${i}`, status: 501 }),
    );
    const text = await scrape(facts);
    assert.equal(line(text, 'hamvoip_sip_requests_total{method="other",code="501"}'), '100');
    assert.doesNotMatch(text, /X99/);
  });

  it('names nobody', async () => {
    const text = await scrape([
      {
        kind: 'registered',
        extension: '318',
        refresh: false,
        expiresS: 3600,
        askedS: 3600,
        phone: 1,
        transport: 'udp',
        userAgent: 'Phone of 318',
      },
      { kind: 'call-began', call: 'c1', from: '318', to: '319' },
    ]);
    assert.doesNotMatch(text, /"31[89]"/);
  });
});
