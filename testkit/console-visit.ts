import assert from 'node:assert/strict';
import type { SiteUnderTest } from './site-under-test.ts';

const PASSWORD = 'een paar lange woorden';

/** The site with an administrator who has logged in. */
export async function asAdministrator(site: SiteUnderTest): Promise<void> {
  const { administrators } = site.desk.console;
  assert.ok((await administrators.addAdministrator({ name: 'kees', password: PASSWORD })).ok);
  const login = { method: 'password', name: 'kees', 'administrator-password': PASSWORD };
  assert.equal((await site.send('/inloggen', login)).status, 303);
}

/** Sends a form and follows it to the page that tells of it. */
export async function act(
  site: SiteUnderTest,
  path: string,
  form: Readonly<Record<string, string>>,
  file?: Uint8Array<ArrayBuffer>,
): Promise<string> {
  const { status, headers } = await site.send(path, form, file);
  assert.equal(status, 303, path);
  return site.page(String(headers['location']));
}
