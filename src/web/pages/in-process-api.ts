import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import inject from 'light-my-request';
import { markPageRead, type PageRead } from '../api/page-reads.ts';
import type { ApiAnswer, PageApi } from '../contract/pages-bundle.ts';
import { API_PREFIX } from '../contract.ts';
import { problem } from '../problem.ts';

/** Headers by which the API knows the visitor, and knows that it is he who asks. */
const PASSED_ON = [
  'cookie',
  'origin',
  'host',
  'sec-fetch-site',
  'user-agent',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
] as const;

/** A part of an address that a URL takes for "up": another route would be asked than the page meant. */
const UPWARDS = /\/(?:\.|%2e){1,2}(?=[/?]|$)/i;

/** The field of a form that holds the session's CSRF token. */
const CSRF_FIELD = 'csrf';

/**
 * The API for one page: the same routes as on the network, with the visitor's own cookie and address, so that a page
 * cannot do what its visitor may not. Cookies that the API sets go on to the visitor.
 */
export function inProcessApi(
  site: FastifyInstance,
  {
    request,
    reply,
    language,
    form,
  }: {
    readonly request: FastifyRequest;
    readonly reply: FastifyReply;
    readonly language: string;
    readonly form: URLSearchParams;
  },
): PageApi {
  const headers: Record<string, string> = { 'accept-language': language };
  for (const name of PASSED_ON) {
    const value = request.headers[name];
    if (typeof value === 'string') headers[name] = value;
  }
  const csrf = form.get(CSRF_FIELD);
  if (csrf !== null) headers['x-csrf-token'] = csrf;
  const { socket } = request;
  const { remoteAddress, localAddress } = socket;
  const encrypted = 'encrypted' in socket && socket.encrypted === true;
  const ask = async (
    method: Parameters<PageApi['call']>[0],
    path: string,
    { type, body }: { readonly type?: string; readonly body?: object | Buffer | undefined },
  ): Promise<ApiAnswer> => {
    if (UPWARDS.test(path)) return { status: 404, body: problem('not-found') };
    const read: PageRead = { body: undefined };
    // `site.inject` cannot tell whether the visitor came by HTTPS, which the API asks before it takes a password.
    const dispatch: inject.DispatchFunc = (inner, answer) => {
      Object.assign(inner.socket, { encrypted, localAddress });
      markPageRead(inner, read);
      site.routing(inner, answer);
    };
    const answer = await inject(dispatch, {
      method,
      url: `${API_PREFIX}${path}`,
      headers: { ...headers, ...(type !== undefined && { 'content-type': type }) },
      ...(body && { payload: body }),
      ...(remoteAddress !== undefined && { remoteAddress }),
    });
    const cookies = answer.headers['set-cookie'];
    if (cookies !== undefined) reply.header('set-cookie', cookies);
    return {
      status: answer.statusCode,
      body: read.body ?? bodyOf(answer.headers['content-type'], answer.body),
    };
  };
  return {
    call: (method, path, body) => ask(method, path, { body }),
    upload: (path, { type, bytes }) => ask('PUT', path, { type, body: Buffer.from(bytes) }),
  };
}

function bodyOf(type: unknown, body: string): unknown {
  return typeof type === 'string' && /[/+]json\b/.test(type) && body !== '' ? JSON.parse(body) : undefined;
}
