import type { PageWords } from './page-words.ts';

export const EN_PAGES: PageWords = {
  commands: {
    pages: 'house rules and other texts of the club',
    'pages list': 'show every text, its version, and who is writing',
    'pages show': 'show a text as it is on the site',
    'pages history': 'show the versions of a text',
    'pages changes': 'show what changed since a version',
    'pages export': 'write a text as Markdown, to be kept in a file',
    'pages publish': 'put a text from a file on the site, as a new version',
    'pages restore': 'put an earlier version back, as a new one',
    'pages reset': 'put the text back that the exchange came with, as a new version',
    'pages confirmations': 'show who confirmed the house rules',
  },
  options: {
    pageNl: 'file with the Dutch text in Markdown; else it stays as it is',
    pageEn: 'file with the English text in Markdown; else it stays as it is',
    pageChange: 'what changed, in a line',
    pageChangeEn: 'the same in English; else the line above',
    pageConfirm: 'ask members to confirm these house rules',
  },
  arguments: {
    page: 'house-rules, welcome, contact, privacy, accessibility or apply',
    pageVersion: 'number of the version; else the current one',
    pageSince: 'number of the earlier version',
    pageLanguage: 'nl or en',
  },
  failures: {
    'page-changed': ({ page, by }) => ({
      what: `The page ${page} was changed meanwhile. Nothing was changed now.`,
      why: `${by} saved it since it was read here.`,
      todo: `npx hamvoip pages show ${page}`,
    }),
    'text-invalid': ({ longest }) => ({
      what: 'The text cannot be used.',
      why: `It is longer than ${longest} characters, or there are control characters in it.`,
      todo: 'Make it shorter, or save it as plain text (UTF-8).',
    }),
    'change-missing': ({ longest }) => ({
      what: 'It is not told what changed.',
      why: `Readers want to know. It is one line of at most ${longest} characters.`,
      todo: 'Add: --change "Rule 3 is shorter"',
    }),
    'rules-changed': ({ version }) => ({
      what: 'The house rules were changed meanwhile.',
      why: `The current ones are version ${version}.`,
      todo: 'npx hamvoip pages show house-rules',
    }),
  },
  names: {
    'house-rules': 'house rules',
    welcome: 'introduction of the first page',
    contact: 'contact',
    privacy: 'addition to privacy',
    accessibility: 'contact about accessibility',
    apply: 'introduction of applying',
  },
  columns: { page: 'page', version: 'version', date: 'since', by: 'by', change: 'changed', draft: 'draft' },
  labels: { version: 'Version', date: 'Since', by: 'By', change: 'Changed', draft: 'Draft' },
  noDraft: 'none',
  draft: (by, at) => `${by}, ${at}`,
  published: (page, version) => `Version ${version} of the ${page} is on the site.`,
  asked: 'Members are asked to confirm it.',
  restored: (version) => `Version ${version} is back.`,
  reset: 'The text the exchange came with is back.',
  same: 'Nothing changed.',
  confirmed: (version, confirmed, extensions) =>
    `Version ${version} is confirmed by ${confirmed} of ${extensions} extensions.`,
  missing: (numbers) => `Not yet: ${numbers}`,
  nothingAsked: 'No version of the house rules asks to be confirmed.',
  hints: {
    average: (_quote, value) => `The sentences are long: ${value} words on average.`,
    'long-sentence': (quote, value) => `A sentence of ${value} words: "${quote}"`,
    'long-word': (quote, value) => `A word of ${value} letters: "${quote}"`,
    'hard-word': (quote, _value, better) =>
      better === '' ? `A hard word: "${quote}"` : `A hard word: "${quote}". Easier: "${better}"`,
    'not-shown': (quote) => `This is shown as it is typed: "${quote}"`,
    empty: () => 'There is no English text.',
  },
};
