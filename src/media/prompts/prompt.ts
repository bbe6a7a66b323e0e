/** Everything the exchange can say; the words stand in `prompts/<language>.json`, one recording for each. */
export const PROMPT_NAMES = [
  'emergency',
  'not-private',
  'suspended',
  'conference-closed',
  'call-ends',
  'maintenance',
  'unknown-number',
  'unreachable',
  'not-yet',
] as const;

export type PromptName = (typeof PROMPT_NAMES)[number];

export const PROMPT_LANGUAGES = ['nl', 'en'] as const;

export type PromptLanguage = (typeof PROMPT_LANGUAGES)[number];

/** `nl/emergency` */
export type PromptId = `${PromptLanguage}/${PromptName}`;

export const PROMPT_IDS: readonly PromptId[] = PROMPT_LANGUAGES.flatMap((language) =>
  PROMPT_NAMES.map((name): PromptId => `${language}/${name}`),
);

/** How loud what is said in a prompt is, in dB below full scale: that of a well-recorded voice on the telephone. */
export const PROMPT_LEVEL_DB = -22;

/** Prompts are kept at this rate, so that a wideband codec has something to say. */
export const PROMPT_RATE = 16_000;

export const LONGEST_PROMPT_S = 20;
export const SHORTEST_PROMPT_S = 0.3;
