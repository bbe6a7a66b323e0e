import type { FastifyInstance } from 'fastify';
import type { Clock } from '../base/clock.ts';
import { askedFile, settingsFile } from '../directory/provisioning/settings-file.ts';
import type { Console } from '../exchange/console.ts';
import { RateLimit } from '../policy/rate-limit.ts';
import { isConfidential } from './api/visitor.ts';
import { peerKey } from './peer-key.ts';
import type { PhoneDefaults } from './routes/extensions.ts';

/** A phone tries a handful of names at every start. */
const RATE = { perSecond: 1, burst: 60 };

/**
 * `GET /p/{secret}/{file}`: the settings file of one phone, for a day. Whatever does not fit looks the same from
 * outside, so that no name and no secret can be tried out. Over the internet by HTTPS only.
 */
export function registerSettingsFiles(
  site: FastifyInstance,
  {
    console,
    clock,
    phone,
  }: { readonly console: Console; readonly clock: Clock; readonly phone: PhoneDefaults },
): void {
  const rate = new RateLimit({ clock, rate: RATE });
  site.get<{ Params: { secret: string; file: string } }>('/p/:secret/:file', async (request, reply) => {
    reply.header('cache-control', 'no-store').type('text/plain; charset=utf-8');
    if (!rate.take(peerKey(request.ip))) return reply.code(429).header('retry-after', '1').send('');
    if (!isConfidential(request)) return reply.code(403).send('HTTPS\n');
    const { secret, file } = request.params;
    const behind = console.handovers.purposeOf(secret);
    const format = behind.ok ? behind.value.purpose : 'letter';
    const asking = format === 'letter' ? undefined : askedFile(format, file);
    if (format === 'letter' || asking === undefined) return reply.code(404).send('');
    const fetched = await console.handovers.fetchSettings(secret, asking.mac);
    if (!fetched.ok) return reply.code(fetched.error.code === 'store-failed' ? 503 : 404).send('');
    const { extension, ...account } = fetched.value;
    const { server, port, registrationSeconds } = phone;
    const made = settingsFile(
      format,
      { ...account, username: extension, server, port, registrationSeconds },
      asking,
    );
    return reply.type(made.type).send(made.body);
  });
}
