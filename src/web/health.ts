import type { FastifyInstance } from 'fastify';
import type { CertificateState } from '../base/certificate.ts';
import type { Clock } from '../base/clock.ts';
import { CERTIFICATE_RENEWED_BY_MS, DOCTOR_CODES, LEAST_DISK_BYTES } from './contract/health.ts';

/** `warn` is shown but leaves the exchange healthy; `fail` does not. */
export interface CheckOutcome {
  readonly status: 'pass' | 'warn' | 'fail';
  /** For people, in English; without addresses, names and call signs. */
  readonly detail?: string;
}

type CheckName = 'sip' | 'tls' | 'store' | 'media' | 'eventLoop' | 'disk' | 'mail';

export interface HealthParts {
  readonly clock: Clock;
  /** True when SIP and web answer, false before that and while draining. */
  readonly ready: () => boolean;
  readonly checks: Readonly<Record<CheckName, () => CheckOutcome | Promise<CheckOutcome>>>;
}

/** A check that has not answered by then has failed: the probes of others wait no longer. */
const LONGEST_CHECK_MS = 2000;
/** Everyone may ask, as often as he likes: so long he is told what was found before. */
const GOOD_FOR_MS = 1000;

/** `GET /readyz` and `GET /healthz`: 200 or 503, for load balancers, systemd and people. */
export function registerHealth(app: FastifyInstance, parts: HealthParts): void {
  app.get('/readyz', async (_request, reply) => {
    const ready = parts.ready();
    reply.code(ready ? 200 : 503).header('cache-control', 'no-store');
    return { status: ready ? 'ready' : 'not ready' };
  });
  let found: { readonly atMs: number; readonly checks: ReturnType<typeof runChecks> } | undefined;
  app.get('/healthz', async (_request, reply) => {
    const now = parts.clock.now();
    if (found === undefined || now - found.atMs >= GOOD_FOR_MS)
      found = { atMs: now, checks: runChecks(parts) };
    const checks = await found.checks;
    const status = worst(Object.values(checks));
    reply.code(status === 'fail' ? 503 : 200).header('cache-control', 'no-store');
    return { status, checks };
  });
}

/** With the code under which `doctor` explains what is wrong, where it does. */
async function runChecks({
  checks,
  clock,
}: HealthParts): Promise<Record<string, CheckOutcome & { code?: string }>> {
  const codes: Readonly<Record<string, string>> = DOCTOR_CODES;
  const outcomes = Object.entries(checks).map(async ([name, check]) => {
    const code = codes[name];
    return [name, { ...(await runCheck(check, clock)), ...(code !== undefined && { code }) }] as const;
  });
  return Object.fromEntries(await Promise.all(outcomes));
}

function runCheck(check: () => CheckOutcome | Promise<CheckOutcome>, clock: Clock): Promise<CheckOutcome> {
  return new Promise((resolve) => {
    const late = clock.schedule(LONGEST_CHECK_MS, () =>
      resolve({ status: 'fail', detail: 'no answer in time' }),
    );
    Promise.resolve()
      .then(check)
      .catch((): CheckOutcome => ({ status: 'fail', detail: 'the check itself failed' }))
      .then((outcome) => {
        late.cancel();
        resolve(outcome);
      });
  });
}

function worst(outcomes: readonly CheckOutcome[]): CheckOutcome['status'] {
  if (outcomes.some(({ status }) => status === 'fail')) return 'fail';
  return outcomes.some(({ status }) => status === 'warn') ? 'warn' : 'pass';
}

/** Security 3: no handler above 100 ms; a second of standstill loses calls. */
export function judgeEventLoop(longestDelayMs: number): CheckOutcome {
  const detail = `longest delay ${Math.round(longestDelayMs)} ms`;
  if (longestDelayMs >= 1000) return { status: 'fail', detail };
  return { status: longestDelayMs >= 100 ? 'warn' : 'pass', detail };
}

const DAY_MS = 86_400_000;

/** Without TLS there is nothing to judge. */
export function judgeCertificate(state: CertificateState | undefined, nowMs: number): CheckOutcome {
  if (state === undefined) return { status: 'pass', detail: 'off' };
  const { fault, expiresAtMs } = state;
  if (fault !== undefined) {
    const isShown = expiresAtMs !== undefined && nowMs < expiresAtMs && fault !== 'not-yet-valid';
    const consequence = isShown ? 'the former one is shown' : 'TLS is of no use to phones';
    return { status: isShown ? 'warn' : 'fail', detail: `certificate ${fault}; ${consequence}` };
  }
  const leftMs = (expiresAtMs ?? 0) - nowMs;
  const detail = `certificate for another ${Math.floor(leftMs / DAY_MS)} days`;
  return { status: leftMs < CERTIFICATE_RENEWED_BY_MS ? 'warn' : 'pass', detail };
}

/** Mail that waits troubles no call; what the mail server said may name people, and stays in `GET /mails`. */
export function judgeMail({
  canSend,
  waiting,
  lastFault,
}: {
  readonly canSend: boolean;
  readonly waiting: number;
  readonly lastFault: string | null;
}): CheckOutcome {
  if (waiting === 0) return { status: 'pass', detail: canSend ? '0 waiting' : 'off' };
  if (!canSend) return { status: 'warn', detail: `${waiting} waiting; no mail server is set` };
  if (lastFault === null) return { status: 'pass', detail: `${waiting} waiting` };
  return { status: 'warn', detail: `${waiting} waiting; the mail server did not take the last one` };
}

const MEBIBYTE = 1024 * 1024;

export function judgeDisk(freeBytes: number): CheckOutcome {
  const detail = `${Math.round(freeBytes / MEBIBYTE)} MiB free`;
  if (freeBytes < LEAST_DISK_BYTES.fault) return { status: 'fail', detail };
  return { status: freeBytes < LEAST_DISK_BYTES.attention ? 'warn' : 'pass', detail };
}
