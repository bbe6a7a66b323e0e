import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import type { CertificateState } from '../../base/certificate.ts';
import { type CertificateAnswer, certificateSchema } from '../contract/certificate.ts';
import { sendRefusal } from '../problem.ts';

export const certificateRoutes: FastifyPluginCallbackZod = (server, _options, done) => {
  const schema = { response: { 200: certificateSchema } };
  server.get('/', { config: { scope: 'read' }, schema }, async (request, reply) => {
    const shown = request.console.certificate.show();
    return shown.ok ? certificate(shown.value) : sendRefusal(reply, shown.error);
  });
  server.post('/reload', { config: { scope: 'admin' }, schema }, async (request, reply) => {
    const reloaded = await request.console.certificate.reload();
    return reloaded.ok ? certificate(reloaded.value) : sendRefusal(reply, reloaded.error);
  });
  done();
};

function certificate({ source, fault, expiresAtMs, names }: CertificateState): CertificateAnswer {
  const expiresAt = expiresAtMs === undefined ? null : new Date(expiresAtMs).toISOString();
  return { source, fault: fault ?? null, expiresAt, names: [...names] };
}
