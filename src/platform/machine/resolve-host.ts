import { Resolver } from 'node:dns/promises';

const TIMEOUT_MS = 3_000;

/** The addresses of a host name, both families, as the name server has them now; empty when it gives none. */
export async function resolveHost(host: string): Promise<readonly string[]> {
  const resolver = new Resolver({ timeout: TIMEOUT_MS, tries: 2 });
  const answers = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
  return answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
}
