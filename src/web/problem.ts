import type { FastifyInstance, FastifyReply } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import type { Journal } from '../base/journal.ts';
import type { Refusal } from '../exchange/console/outcome.ts';
import { ERROR_STATUS, type ErrorCode, type Problem } from './contract.ts';

const TITLE: Readonly<Record<ErrorCode, string>> = {
  'request-invalid': 'The request cannot be understood',
  'token-missing': 'This needs a token',
  'token-invalid': 'The token does not work',
  'login-needed': 'This is for who has logged in',
  'login-failed': 'The log-in failed',
  'second-factor-needed': 'The code of the authenticator app is needed, too',
  'code-wrong': 'The code is wrong',
  'passkey-refused': 'The passkey was not accepted',
  'session-ended': 'The session has ended',
  'scope-missing': 'The token may not do this',
  'member-only': 'This is for members',
  'csrf-missing': 'The request does not come from a page of this site',
  'origin-foreign': 'The request comes from a page of another site',
  'connection-insecure': 'The connection is not encrypted',
  'last-administrator': 'This is the last administrator',
  'link-spent': 'The link works no longer',
  'phone-login-off': 'Logging in with a phone is switched off here',
  'phone-login-waiting': 'The phone has not called yet',
  'phone-login-ended': 'The code works no longer',
  'setup-done': 'The exchange is set up already',
  'password-short': 'The password is too short',
  'confirmation-wrong': 'The number typed for confirmation is another',
  'not-found': 'There is no such thing here',
  'route-unknown': 'There is no such address in the API',
  'number-taken': 'The number is in use',
  'name-taken': 'The name is in use',
  'too-many-tokens': 'There are too many tokens',
  'request-in-progress': 'The same request is being worked on',
  'request-key-reused': 'The key belongs to another request',
  'scope-invalid': 'There is no such scope',
  'too-many-requests': 'Too many requests',
  'too-many-open': 'There are too many of these already',
  'already-decided': 'This was decided before',
  'body-too-large': 'The request is too large',
  'media-type-unknown': 'The content type is not understood',
  'number-invalid': 'The number cannot be given',
  'callsign-invalid': 'This is not a call sign',
  'name-invalid': 'The name cannot be used',
  'email-invalid': 'This is not an e-mail address',
  'email-missing': 'This extension has no e-mail address',
  'password-invalid': 'The password cannot be used',
  'password-weak': 'The password is too short',
  'pin-invalid': 'The PIN cannot be used',
  'address-invalid': 'This is not an address',
  'network-too-wide': 'The network is too wide',
  'duration-invalid': 'The duration cannot be used',
  'period-invalid': 'The begin and the end do not go together',
  'reason-invalid': 'The reason cannot be used',
  'what-invalid': 'This takes nothing away',
  'limit-invalid': 'The limit cannot be used',
  'forward-invalid': 'Calls cannot be forwarded there',
  'ring-time-invalid': 'Phones cannot ring that long',
  'group-invalid': 'The group cannot be used',
  'setting-invalid': 'The setting cannot be used',
  'setting-unknown': 'No such setting',
  'setting-fixed': 'The setting is read at the start',
  'setting-pinned': 'The setting is given by the host',
  'setting-changed': 'The setting was changed meanwhile',
  'setting-value-invalid': 'The setting cannot have this value',
  'moderator-invalid': 'This extension cannot moderate',
  'backup-running': 'A backup is being made already',
  'passphrase-missing': 'The passphrase is missing',
  'passphrase-short': 'The passphrase is too short',
  'recording-invalid': 'The recording cannot be used',
  'watcher-invalid': 'This extension cannot watch',
  'instruction-invalid': 'The instruction cannot be given',
  'message-invalid': 'The message cannot be written like this',
  'message-state': 'This cannot be done with the message as it stands',
  'csv-invalid': 'The file is not a list of extensions',
  'rows-refused': 'Some rows were refused and nothing was changed',
  'import-changed': 'Extensions were changed since the look at this import',
  'directory-running': 'The directory is being made already',
  'handover-gone': 'This address does not work',
  'directory-locked': 'The password of this issue is lost',
  'consent-outdated': 'The text of the consent is another one now',
  'internal-fault': 'The exchange made a mistake',
  'page-changed': 'The page was changed meanwhile',
  'text-invalid': 'The text cannot be used',
  'change-missing': 'What changed is not told',
  'rules-changed': 'The house rules were changed meanwhile',
  'page-gone': 'This was taken off the site',
  'page-taken': 'There is a page at this address',
  'page-address-invalid': 'The address of the page cannot be used',
  'title-invalid': 'The title cannot be used',
  'too-many-pages': 'There are too many pages',
  'version-kept': 'This version cannot be withdrawn',
  'withdrawal-reason-missing': 'The reason is missing',
  'store-failed': 'The change could not be stored',
  'store-unread': 'This could not be read from the store',
};

export interface ProblemParts {
  readonly detail?: string;
  readonly values?: Readonly<Record<string, string | number>>;
  readonly errors?: NonNullable<Problem['errors']>;
}

export function problem(code: ErrorCode, { detail, values, errors }: ProblemParts = {}): Problem {
  return {
    // Where it is explained (RFC 9457 §3.1.1), on whatever host the API was asked.
    type: `/hulp/${code}`,
    title: TITLE[code],
    status: ERROR_STATUS[code],
    detail: detail ?? TITLE[code],
    code,
    values: { ...values },
    ...(errors && { errors }),
  };
}

/** Answers with RFC 9457 problem details. */
export function sendProblem(reply: FastifyReply, answer: Problem): FastifyReply {
  // Serialised here: a problem may end any route, whatever that route's own answers look like.
  return reply
    .code(answer.status)
    .type('application/problem+json')
    .serializer((value: unknown) => JSON.stringify(value))
    .send(answer);
}

/** The exchange refused; its own code and sentence go out unchanged. */
export function sendRefusal(reply: FastifyReply, refusal: Refusal): FastifyReply {
  return sendProblem(reply, problem(refusal.code, { detail: refusal.message, values: refusal.detail }));
}

/** Every error of a listener becomes a problem; what we did not foresee is counted and shows nothing inside. */
export function answerErrorsAsProblems(server: FastifyInstance, journal: Journal): void {
  server.setNotFoundHandler((_request, reply) => sendProblem(reply, problem('route-unknown')));
  server.setErrorHandler((error, _request, reply) => {
    if (hasZodFastifySchemaValidationErrors(error)) {
      const errors = error.validation.map(({ instancePath, message }) => ({
        code: 'request-invalid',
        detail: message ?? 'not as described',
        values: {},
        pointer: instancePath,
      }));
      return sendProblem(reply, problem('request-invalid', { errors }));
    }
    const code = codeOf(statusOf(error));
    if (code === 'internal-fault') journal.record({ kind: 'handler-exception', where: 'web', error });
    return sendProblem(reply, problem(code));
  });
}

function statusOf(error: unknown): number {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return 500;
  return typeof error.statusCode === 'number' ? error.statusCode : 500;
}

function codeOf(status: number): ErrorCode {
  if (status === 413) return 'body-too-large';
  if (status === 415) return 'media-type-unknown';
  return status >= 400 && status < 500 ? 'request-invalid' : 'internal-fault';
}
