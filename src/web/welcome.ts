import type { FastifyInstance } from 'fastify';

const TEXT = {
  nl: {
    running: 'Hamvoip: telefooncentrale voor zendamateurs. De centrale draait.',
    notReady: 'Hamvoip: telefooncentrale voor zendamateurs. De centrale is nu niet bereikbaar.',
    experimental: [
      'Deze dienst is een experiment. Storingen horen erbij, kort of lang.',
      'Vragen? Stuur een mail aan de beheerder van deze centrale.',
    ],
  },
  en: {
    running: 'Hamvoip: telephone exchange for radio amateurs. The exchange is running.',
    notReady: 'Hamvoip: telephone exchange for radio amateurs. The exchange cannot be reached now.',
    experimental: [
      'This service is experimental. Outages belong to it, short or long.',
      'Questions? Send a mail to the administrator of this exchange.',
    ],
  },
} as const;

/** `GET /`: a line on how it goes, and that the service is experimental (mission H1). */
export function registerWelcome(
  site: FastifyInstance,
  { language, ready }: { readonly language: 'nl' | 'en'; readonly ready: () => boolean },
): void {
  const words = TEXT[language];
  site.get('/', async (_request, reply) => {
    reply
      .type('text/plain; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-language', language);
    return `${[ready() ? words.running : words.notReady, '', ...words.experimental].join('\n')}\n`;
  });
}
