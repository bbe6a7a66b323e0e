import type { FastifyRequest } from 'fastify';
import type { PageLanguage } from '../contract/pages-bundle.ts';

export const LANGUAGES = ['nl', 'en'] as const;

/** Where a page stands in a language. */
export function addressOf(path: string, language: PageLanguage): string {
  if (language === 'nl') return path;
  return path === '/' ? '/en' : `/en${path}`;
}

export function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? '/';
}

export function languageOf(path: string): PageLanguage {
  return path === '/en' || path.startsWith('/en/') ? 'en' : 'nl';
}

export function withoutLanguage(path: string): string {
  return languageOf(path) === 'nl' ? path : path.slice('/en'.length) || '/';
}

/** Somebody comes in at the front door, and does not walk from room to room. */
export function isFromOutside({ headers, host }: FastifyRequest): boolean {
  return headers.referer === undefined || URL.parse(headers.referer)?.host !== host.toLowerCase();
}
