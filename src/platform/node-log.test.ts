import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { jsonLog, lineLog } from './node-log.ts';

const EVENING = () => new Date(2026, 10, 22, 20, 14, 3);

function collect() {
  const lines: string[] = [];
  return { lines, stream: { write: (line: string) => void lines.push(line) } };
}

describe('the log', () => {
  it('writes one readable line for people', () => {
    const { lines, stream } = collect();
    const log = lineLog(stream, EVENING);
    log.info('ready', { extensions: 48, missing: undefined });
    log.warn('receive buffer is small', { bytes: 212_992 });
    log.error('store failed');
    assert.deepEqual(lines, [
      '20.14.03 ready  extensions=48\n',
      '20.14.03 ! receive buffer is small  bytes=212992\n',
      '20.14.03 ✕ store failed\n',
    ]);
  });

  it('writes one object for machines', () => {
    const { lines, stream } = collect();
    jsonLog(stream).warn('banned', { extension: '318', attempts: 3 });
    const line = JSON.parse(lines[0] ?? '');
    assert.ok(Math.abs(Date.parse(line.time) - Date.parse(new Date().toISOString())) < 60_000);
    assert.deepEqual(
      { ...line, time: '' },
      { level: 'warn', time: '', extension: '318', attempts: 3, message: 'banned' },
    );
  });

  it('leaves out addresses, names and call signs', () => {
    const fields = {
      remoteAddress: '192.0.2.1',
      callsign: 'PX0AAA',
      name: 'Jan',
      ip: '192.0.2.1',
      reason: 'flood',
    };
    const json = collect();
    jsonLog(json.stream).info('refused', fields);
    const people = collect();
    lineLog(people.stream, EVENING).info('refused', fields);
    for (const [line = ''] of [json.lines, people.lines]) {
      assert.match(line, /flood/);
      assert.doesNotMatch(line, /192\.0\.2\.1|PX0AAA|Jan/);
    }
  });

  it('lets no control character of a stranger reach the terminal', () => {
    const { lines, stream } = collect();
    lineLog(stream, EVENING).info('odd agent', { agent: 'x\u001b[2J\r\n20.14.03 forged' });
    assert.equal(lines.length, 1);
    assert.equal(lines[0], '20.14.03 odd agent  agent=x\u{fffd}[2J\u{fffd}\u{fffd}20.14.03 forged\n');
  });
});
