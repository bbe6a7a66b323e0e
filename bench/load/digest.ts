import { hash } from 'node:crypto';

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** The Authorization line for an MD5 challenge among these WWW-Authenticate values. */
export function authorization(
  challenges: readonly string[],
  { username, password }: Credentials,
  method: string,
  uri: string,
): string {
  const challenge = challenges.find((value) => !/algorithm="?SHA/i.test(value)) ?? '';
  const parameter = (name: string): string =>
    new RegExp(`\\b${name}="?([^",]+)"?`).exec(challenge)?.[1] ?? '';
  const md5 = (text: string): string => hash('md5', text);
  const [realm, nonce, nc, cnonce] = [parameter('realm'), parameter('nonce'), '00000001', 'bench'];
  const secret = md5(`${username}:${realm}:${password}`);
  const response = md5(`${secret}:${nonce}:${nc}:${cnonce}:auth:${md5(`${method}:${uri}`)}`);
  return (
    `Authorization: Digest username="${username}", realm="${realm}", nonce="${nonce}", uri="${uri}", ` +
    `response="${response}", algorithm=MD5, qop=auth, nc=${nc}, cnonce="${cnonce}"`
  );
}
