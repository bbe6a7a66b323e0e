import type { FastifyReply, FastifyRequest } from 'fastify';

/** What a page may load and who may show it: our own files only, no script or style inside the text. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "media-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

export function setPageHeaders(request: FastifyRequest, reply: FastifyReply): void {
  reply.header('content-security-policy', CONTENT_SECURITY_POLICY);
  // With `no-referrer` browsers send `Origin: null` along with a form, and it could not be told from another site's.
  reply.header('referrer-policy', 'same-origin');
  reply.header('cross-origin-opener-policy', 'same-origin');
  reply.header('cross-origin-resource-policy', 'same-origin');
  reply.header('permissions-policy', 'camera=(), geolocation=(), payment=(), usb=()');
  reply.header('x-frame-options', 'DENY');
  reply.header('vary', 'cookie');
  const isPrivate = request.headers.cookie !== undefined || request.method !== 'GET';
  if (!reply.hasHeader('cache-control')) reply.header('cache-control', isPrivate ? 'no-store' : 'no-cache');
}

/**
 * Whether a form was sent from a page of ours. `Sec-Fetch-Site` is the browser's own word (Fetch Metadata); it is
 * left out on plain HTTP, where `Origin` has to name the host that was asked.
 */
export function isFromOurPage({ headers, host }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  const { origin } = headers;
  // Whether it was HTTP or HTTPS a proxy may not have told us.
  return origin !== undefined && URL.parse(origin)?.host === host.toLowerCase();
}
