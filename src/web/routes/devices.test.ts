import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CliDesk } from '../../../testkit/cli-desk.ts';
import type { Device, DeviceGuideAnswer } from '../contract/devices.ts';

async function ask<Answer>(desk: CliDesk, url: string): Promise<{ status: number; body: Answer }> {
  const answer = await desk.api.inject({ method: 'GET', url: `/api/v1${url}` });
  return { status: answer.statusCode, body: answer.json() as Answer };
}

function filledIn({ sections }: DeviceGuideAnswer, label: string): string | null | undefined {
  return sections.flatMap(({ settings }) => settings).find((one) => one.label === label)?.value;
}

describe('the guides of the API', () => {
  it('are listed for everyone, with what the exchange can set up itself', async () => {
    const { body } = await ask<{ items: Device[] }>(await CliDesk.open(), '/devices');
    assert.ok(body.items.length >= 20);
    const yealink = body.items.find(({ id }) => id === 'yealink');
    assert.deepEqual([yealink?.kind, yealink?.provisioning], ['desk', 'yealink']);
  });

  it('name server and port, and leave open what is one’s own', async () => {
    const { body } = await ask<DeviceGuideAnswer>(await CliDesk.open(), '/devices/yealink');
    assert.equal(filledIn(body, 'Server Host'), 'tel.example.net');
    assert.equal(filledIn(body, 'Port'), '5070');
    assert.equal(filledIn(body, 'Register Name'), null);
    assert.match(body.noGuarantee.nl, /zonder garantie/);
  });

  it('of an extension are filled in, never with its password', async () => {
    const desk = await CliDesk.open();
    await desk.good('extension add 301 --callsign PX0AAA --name Jaap --password geheim-woord');
    const { body } = await ask<DeviceGuideAnswer>(desk, '/extensions/301/devices/grandstream');
    assert.equal(filledIn(body, 'SIP User ID'), '301');
    assert.equal(filledIn(body, 'Name'), 'PX0AAA');
    assert.equal(filledIn(body, 'Register Expiration (m)'), '60');
    assert.equal(filledIn(body, 'SIP Authentication Password'), null);
    assert.doesNotMatch(JSON.stringify(body), /geheim-woord|Jaap/);
  });

  it('that are not there are a problem', async () => {
    const desk = await CliDesk.open();
    assert.equal((await ask(desk, '/devices/none')).status, 404);
    assert.equal((await ask(desk, '/extensions/301/devices/yealink')).status, 404);
  });
});
