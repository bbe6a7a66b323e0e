import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { type DoctorFinding, doctorFindingSchema } from '../contract/doctor.ts';
import { listOf } from '../contract.ts';

/** Looks at the machine and the exchange anew. */
export type Examine = () => Promise<readonly DoctorFinding[]>;

/** `/doctor` */
export function doctorRoutes(examine: Examine): FastifyPluginCallbackZod {
  return (server, _options, done) => {
    server.get(
      '/',
      {
        config: { scope: 'admin' },
        schema: {
          summary: 'What `hamvoip doctor` says, without what would hold up a running exchange',
          response: { 200: listOf(doctorFindingSchema) },
        },
      },
      async () => ({ items: [...(await examine())] }),
    );
    done();
  };
}
