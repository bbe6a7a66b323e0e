import type { CertificateState } from '../../base/certificate.ts';
import { ok } from '../../base/result.ts';
import type { CertificateConsole } from '../console/certificate.ts';
import type { Outcome } from '../console/outcome.ts';
import type { ActorParts } from './parts.ts';
import { notFound } from './refusal.ts';

export class CertificateAdministration implements CertificateConsole {
  readonly #parts: Pick<ActorParts, 'certificate' | 'actor' | 'audit'>;

  constructor(parts: Pick<ActorParts, 'certificate' | 'actor' | 'audit'>) {
    this.#parts = parts;
  }

  show(): Outcome<CertificateState> {
    const { certificate } = this.#parts;
    return certificate === undefined ? notFound('certificate', 'TLS') : ok(certificate.state());
  }

  async reload(): Promise<Outcome<CertificateState>> {
    const { certificate, actor, audit } = this.#parts;
    if (certificate === undefined) return notFound('certificate', 'TLS');
    const state = certificate.reload();
    const { source, fault = 'none' } = state;
    await audit.append({ actor, action: 'certificate.reload', target: source, detail: { fault } });
    return ok(state);
  }
}
