import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CliDesk } from '../../../testkit/cli-desk.ts';
import { tone } from '../../../testkit/tone-prompts.ts';
import { readWav, writeAlawWav } from '../../media/prompts/wav.ts';
import { promptSchema } from '../contract/prompts.ts';

const URL = '/api/v1/prompts/nl/emergency';
const OWN = Buffer.from(writeAlawWav({ rate: 8_000, samples: tone(440, 1, 8_000) }));

test('a recording goes in as WAV and comes out as WAV', async () => {
  const { api } = await CliDesk.open();
  for (const type of ['audio/wav', 'audio/x-wav']) {
    const put = await api.inject({
      method: 'PUT',
      url: URL,
      headers: { 'content-type': type },
      payload: OWN,
    });
    assert.equal(put.statusCode, 200);
    assert.equal(promptSchema.parse(put.json()).own, true);
  }
  const sound = await api.inject(`${URL}/sound`);
  assert.equal(sound.headers['content-type'], 'audio/wav');
  assert.ok(readWav(sound.rawPayload).ok);
});

test('anything but a WAV file is refused with a problem', async () => {
  const { api } = await CliDesk.open();
  const put = (type: string, payload: string | Buffer) =>
    api.inject({ method: 'PUT', url: URL, headers: { 'content-type': type }, payload });
  const text = await put('audio/wav', 'hello');
  assert.deepEqual(
    [text.statusCode, text.json().code, text.json().values.reason],
    [422, 'recording-invalid', 'not-wav'],
  );
  assert.equal((await put('audio/mpeg', OWN)).statusCode, 415);
  assert.equal((await put('application/json', '{}')).statusCode, 422);
  assert.equal((await put('audio/wav', Buffer.alloc(5 * 1024 * 1024))).statusCode, 413);
  assert.equal(
    (
      await api.inject({
        method: 'PUT',
        url: '/api/v1/prompts/nl/hello',
        headers: { 'content-type': 'audio/wav' },
        payload: OWN,
      })
    ).statusCode,
    404,
  );
});

test('the description says what goes in and what comes out', async () => {
  const { api } = await CliDesk.open();
  const { paths } = (await api.inject('/api/v1/openapi.json')).json();
  const { put } = paths['/api/v1/prompts/{language}/{name}'];
  assert.deepEqual(Object.keys(put.requestBody.content), ['audio/wav']);
  const { get } = paths['/api/v1/prompts/{language}/{name}/sound'];
  assert.deepEqual(Object.keys(get.responses['200'].content), ['audio/wav']);
});
