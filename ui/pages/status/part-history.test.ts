import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Incident } from '../../../src/web/contract/incidents.ts';
import { tellTimesIn } from '../../words/format.ts';
import { historyOf, runsOf } from './part-history.ts';

const NOW_MS = Date.parse('2026-11-27T12:00:00Z');
const HOUR_MS = 3_600_000;

beforeEach(() => tellTimesIn('Europe/Amsterdam'));
afterEach(() => tellTimesIn('UTC'));

function incident(from: string, until: string | null, more: Partial<Incident> = {}): Incident {
  return {
    id: from,
    kind: 'incident',
    title: 'Geen geluid',
    parts: ['calls'],
    state: until === null ? 'open' : 'closed',
    from,
    until,
    updates: [],
    ...more,
  };
}

describe('the 90 days of a part', () => {
  it('are 90 days of the calendar up to today, across the change of the clock', () => {
    const { days, incidentMs } = historyOf('calls', [], NOW_MS);
    assert.equal(days.length, 90);
    assert.equal(new Set(days.map(({ date }) => date)).size, 90);
    assert.equal(days[0]?.date, '2026-08-30');
    assert.equal(days.at(-1)?.date, '2026-11-27');
    assert.equal(incidentMs, 0);
  });

  it('show an outage on the club’s days that it touched, and on no other part', () => {
    // From a quarter past midnight in Amsterdam to midnight a day later.
    const incidents = [incident('2026-11-09T23:15:00Z', '2026-11-11T23:00:00Z')];
    const history = historyOf('calls', incidents, NOW_MS);
    assert.deepEqual(runsOf(history, 'incident'), [['2026-11-10', '2026-11-11']]);
    assert.deepEqual(runsOf(historyOf('website', incidents, NOW_MS), 'incident'), []);
  });

  it('show what names no part at every part', () => {
    const incidents = [incident('2026-11-10T10:00:00Z', '2026-11-10T11:00:00Z', { parts: [] })];
    for (const part of ['calls', 'conferences', 'website', 'registration'] as const) {
      assert.equal(historyOf(part, incidents, NOW_MS).incidentMs, HOUR_MS, part);
    }
  });

  it('count an open outage until now, what overlaps once, and nothing older than 90 days', () => {
    const incidents = [
      incident('2026-11-27T09:00:00Z', null),
      incident('2026-11-27T10:00:00Z', '2026-11-27T11:00:00Z'),
      incident('2026-08-01T00:00:00Z', '2026-08-29T14:00:00Z'),
    ];
    const history = historyOf('calls', incidents, NOW_MS);
    assert.equal(history.incidentMs, 5 * HOUR_MS);
    assert.deepEqual(runsOf(history, 'incident'), [['2026-11-27', '2026-11-27']]);
  });

  it('show maintenance that was, below an outage on the same day; none that is to come or was called off', () => {
    const maintenance = { kind: 'maintenance' } as const;
    const incidents = [
      incident('2026-11-01T08:00:00Z', '2026-11-02T09:00:00Z', maintenance),
      incident('2026-11-02T10:00:00Z', '2026-11-02T11:00:00Z'),
      incident('2026-11-28T08:00:00Z', '2026-11-28T09:00:00Z', { ...maintenance, state: 'planned' }),
      incident('2026-11-20T08:00:00Z', '2026-11-19T08:00:00Z', maintenance),
    ];
    const history = historyOf('calls', incidents, NOW_MS);
    assert.deepEqual(runsOf(history, 'maintenance'), [['2026-11-01', '2026-11-01']]);
    assert.deepEqual(runsOf(history, 'incident'), [['2026-11-02', '2026-11-02']]);
    assert.equal(history.incidentMs, HOUR_MS);
  });
});
