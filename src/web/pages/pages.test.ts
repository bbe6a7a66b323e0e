import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { SiteUnderTest } from '../../../testkit/site-under-test.ts';
import type { PageAnswer, PageRequest, PagesBundle } from '../contract/pages-bundle.ts';

/** Pages that tell what they were asked. */
class Echo implements PagesBundle {
  readonly paths = ['/', '/things/:id', '/broken', '/api-says', '/sent-on', '/file', '/remembered'];
  readonly uploads = { '/things/:id': 100_000 };
  readonly asked: PageRequest[] = [];

  async answer(path: string, request: PageRequest): Promise<PageAnswer> {
    this.asked.push(request);
    if (path === '/broken') throw new Error('a page broke');
    if (path === '/sent-on') return { kind: 'redirect', to: '/things/1' };
    if (path === '/file') return { kind: 'file', type: 'text/csv', content: 'a,b', name: 'a "b".csv' };
    if (path === '/remembered') {
      return { kind: 'document', status: 200, html: '', cookies: [{ name: 'likes', value: 'dark' }] };
    }
    if (path === '/api-says') {
      const { status, body } = await request.api.call('GET', request.query.get('of') ?? '/me/address');
      return { kind: 'document', status, html: JSON.stringify(body) };
    }
    return { kind: 'document', status: 200, html: `${request.language} ${request.path}` };
  }

  async answerError(status: number, request: PageRequest): Promise<PageAnswer> {
    return { kind: 'document', status, html: `error ${status} ${request.language}` };
  }
}

let echo: Echo;
let site: SiteUnderTest;

beforeEach(async () => {
  echo = new Echo();
  site = await SiteUnderTest.open({ bundle: echo });
});
afterEach(() => site.close());

describe('pages', () => {
  it('stand in Dutch at their path and in English below /en', async () => {
    assert.equal((await site.ask('/')).body, 'nl /');
    assert.equal((await site.ask('/en')).body, 'en /');
    assert.equal((await site.ask('/things/7?x=1')).body, 'nl /things/7');
    assert.equal((await site.ask('/en/things/7')).body, 'en /things/7');
    const [, , dutch, english] = echo.asked;
    assert.deepEqual([dutch?.params['id'], dutch?.query.get('x'), english?.params['id']], ['7', '1', '7']);
  });

  it('say so when there is none, in the language of the address, and leave the API its own errors', async () => {
    assert.deepEqual(
      [(await site.ask('/nothing')).body, (await site.ask('/en/nothing')).body],
      ['error 404 nl', 'error 404 en'],
    );
    const api = await site.ask('/api/v1/nothing');
    assert.deepEqual([api.status, JSON.parse(api.body).code], [404, 'route-unknown']);
  });

  it('take a form that was sent twice by one press too many for one, while somebody is logged in', async () => {
    const send = (form: Record<string, string>, cookie = '__Host-hamvoip=a_b') =>
      site.ask('/things/7', { form, ...(cookie !== '' && { headers: { cookie } }) });
    const twice = await Promise.all([send({ act: 'make' }), send({ act: 'make' })]);
    assert.deepEqual([echo.asked.length, ...twice.map(({ status }) => status)], [1, 200, 200]);
    await send({ act: 'make' });
    assert.equal(echo.asked.length, 1, 'a moment later it is still the same press');
    await send({ act: 'make' }, '__Host-hamvoip=c_d');
    assert.equal(echo.asked.length, 2, 'of another session');
    await send({ act: 'take back' });
    await send({ act: 'make' });
    assert.equal(echo.asked.length, 4, 'after something else it is meant');
    await site.desk.clock.advance(3_000);
    await send({ act: 'make' });
    assert.equal(echo.asked.length, 5, 'after a while it is, too');
    await Promise.all([send({ act: 'make' }, ''), send({ act: 'make' }, '')]);
    assert.equal(echo.asked.length, 7, 'of visitors nobody knows who is who');
  });

  it('ask the API for what they mean, and for nothing above it', async () => {
    assert.equal((await site.ask('/api-says?of=/site')).status, 200);
    for (const upwards of ['/extensions/../site', '/me/%2e%2E/site', '/extensions/..', '/./site'])
      assert.equal((await site.ask(`/api-says?of=${encodeURIComponent(upwards)}`)).status, 404, upwards);
  });

  it('send whoever puts a slash behind them to themselves, with all that was asked and sent', async () => {
    const asked = ['/en/', '/things/7/', '/en/things/7/?x=1&y=%2F', '/things/a%2Fb/'];
    const answers = await Promise.all(asked.map((url) => site.ask(url)));
    assert.deepEqual(
      answers.map(({ status, headers }) => [status, headers['location']]),
      [
        [308, '/en'],
        [308, '/things/7'],
        [308, '/en/things/7?x=1&y=%2F'],
        [308, '/things/a%2Fb'],
      ],
    );
    const { status, headers } = await site.ask('/things/7/', { form: { a: 'b' } });
    assert.deepEqual([status, headers['location']], [308, '/things/7']);
    assert.equal(echo.asked.length, 0);
  });

  it('take no slash from what is no page', async () => {
    for (const url of [
      '/nothing/',
      '/en/nothing/',
      '/things/7//',
      '//things/7/',
      '/p/secret/',
      '/assets/',
      '/api/v1/me/',
    ]) {
      assert.notEqual((await site.ask(url)).status, 308, url);
    }
    assert.equal((await site.ask('/')).body, 'nl /');
  });

  it('load nothing from elsewhere, stand in no frame and are not kept', async () => {
    const { headers } = await site.ask('/');
    const policy = String(headers['content-security-policy']);
    assert.match(policy, /default-src 'none'.*script-src 'self';.*style-src 'self';.*frame-ancestors 'none'/);
    assert.doesNotMatch(policy, /unsafe/);
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['cross-origin-opener-policy'], 'same-origin');
    assert.equal(headers['cache-control'], 'no-cache');
    const known = await site.ask('/', { headers: { cookie: 'session=1' } });
    assert.equal(known.headers['cache-control'], 'no-store');
  });

  it('come with their address for who comes in from outside to a site that is English', async () => {
    await site.close();
    site = await SiteUnderTest.open({ bundle: echo, language: 'en' });
    const { status, headers } = await site.ask('/');
    assert.deepEqual([status, headers['location']], [302, '/en']);
    const inside = await site.ask('/', { headers: { referer: 'http://tel.example.net/en/things/1' } });
    assert.equal(inside.body, 'nl /');
  });

  it('answer with a page of their own when they break, and the fault is told', async () => {
    const { status, body } = await site.ask('/en/broken');
    assert.deepEqual([status, body], [500, 'error 500 en']);
    assert.equal(site.journal.of('handler-exception').length, 1);
  });

  it('ask the API for what the visitor may, from his own address', async () => {
    const { body } = await site.ask('/api-says', { from: '198.51.100.4' });
    assert.equal(JSON.parse(body).address, '198.51.100.4');
  });

  it('give a file a harmless name', async () => {
    const { headers, body } = await site.ask('/file');
    assert.equal(headers['content-disposition'], 'attachment; filename="a--b-.csv"');
    assert.equal(body, 'a,b');
  });

  it('remember what somebody likes out of reach of scripts', async () => {
    const { headers } = await site.ask('/remembered');
    assert.match(String(headers['set-cookie']), /^likes=dark; .*HttpOnly; SameSite=Lax/);
  });

  it('slow down who asks without end', async () => {
    const statuses = new Set<number>();
    for (let n = 0; n < 110; n += 1) statuses.add((await site.ask('/')).status);
    assert.deepEqual([...statuses], [200, 429]);
    assert.equal((await site.ask('/', { from: '192.0.2.8' })).status, 200);
  });
});

describe('a form', () => {
  it('reaches its page, and sends the browser on with another question', async () => {
    const { status, headers } = await site.ask('/sent-on', { form: { name: 'Łódź & <b>' } });
    assert.deepEqual([status, headers['location']], [303, '/things/1']);
    assert.equal(echo.asked.at(-1)?.form.get('name'), 'Łódź & <b>');
  });

  const strangers: readonly [string, Readonly<Record<string, string>>][] = [
    ['another site', { origin: 'https://evil.example' }],
    ['a page without an origin', { origin: 'null' }],
    ['another site that hides its origin', { 'sec-fetch-site': 'cross-site' }],
    ['a neighbour of the domain', { 'sec-fetch-site': 'same-site' }],
    ['another port', { origin: 'http://tel.example.net:81' }],
  ];
  for (const [who, headers] of strangers) {
    it(`is refused from ${who}`, async () => {
      const { status } = await site.ask('/things/1', { form: { a: 'b' }, headers });
      assert.equal(status, 403);
      assert.equal(echo.asked.length, 0);
    });
  }

  it('that is too large is refused before it is read', async () => {
    const { status } = await site.ask('/things/1', { form: { a: 'x'.repeat(70_000) } });
    assert.equal(status, 413);
  });

  it('with a file reaches a page that takes files, for who has logged in', async () => {
    await site.desk.console.extensions.add({
      number: '301',
      callsign: 'PX0AAA',
      name: 'Jan',
      password: 'een twee drie',
    });
    const file = new Uint8Array([82, 73, 70, 70, 0, 255, 13, 10, 45, 45]);
    const form = { act: 'greet', name: 'Łódź' };
    assert.equal((await site.ask('/things/1', { form, file })).status, 403, 'not for strangers');
    const login = { method: 'extension', number: '301', password: 'een twee drie' };
    const opened = await site.site.inject({
      method: 'POST',
      url: '/api/v1/session',
      remoteAddress: '198.51.100.1',
      headers: { host: 'tel.example.net', 'x-forwarded-proto': 'https' },
      payload: login,
    });
    for (const { name, value } of opened.cookies) site.cookies.set(name, value);
    assert.equal((await site.ask('/things/1', { form, file })).status, 200);
    const asked = echo.asked.at(-1);
    assert.deepEqual(asked?.files.get('file'), file);
    assert.deepEqual([asked?.form.get('act'), asked?.form.get('name')], ['greet', 'Łódź']);
    assert.equal((await site.ask('/things/1', { form, file: new Uint8Array(0) })).status, 200);
    assert.equal(echo.asked.at(-1)?.files.size, 0, 'nothing was chosen');
    assert.equal((await site.ask('/', { form, file })).status, 413, 'that page takes none');
    const large = new Uint8Array(100_000);
    assert.equal((await site.ask('/things/1', { form, file: large })).status, 413);
    const broken = { 'content-type': 'multipart/form-data; boundary=other' };
    assert.equal((await site.ask('/things/1', { form, file, headers: broken })).status, 200);
    assert.deepEqual([echo.asked.at(-1)?.form.size, echo.asked.at(-1)?.files.size], [0, 0]);
    const foreign = { origin: 'https://evil.example' };
    assert.equal((await site.ask('/things/1', { form, file, headers: foreign })).status, 403);
  });
});
