import {
  FREE_PAGE_CHARACTERS,
  type FreePage,
  PAGE_AUDIENCES,
  PAGE_PLACES,
} from '../../../../src/web/contract/free-pages.ts';
import { Choices, TextField } from '../../../components/form.tsx';
import { freePageConsoleWords } from '../../../words/console/free-pages.ts';
import { type ConsoleVisit, filled, sent } from '../console-page.tsx';

/** What it is called, for whom it is, and where it is found. */
export function SettingFields({
  visit,
  page,
}: {
  readonly visit: ConsoleVisit;
  /** As it is now; left out for a new one. */
  readonly page?: FreePage;
}) {
  const words = freePageConsoleWords[visit.language];
  const common = { errors: visit.refused, language: visit.language, longest: FREE_PAGE_CHARACTERS.title };
  return (
    <>
      <TextField
        {...common}
        name="title-nl"
        label={words.titleNl}
        hint={words.titleHint}
        value={sent(visit, 'title-nl', page?.title.nl)}
      />
      <TextField
        {...common}
        name="title-en"
        label={words.titleEn}
        value={sent(visit, 'title-en', page?.title.en)}
      />
      <Choices
        name="audience"
        legend={words.forWhom}
        value={sent(visit, 'audience', page?.audience ?? 'everyone')}
        options={PAGE_AUDIENCES.map((value) => ({
          value,
          text: words.audiences[value],
          hint: words.audienceHints[value],
        }))}
      />
      <Choices
        name="place"
        legend={words.where}
        value={sent(visit, 'place', page?.place ?? 'menu')}
        options={PAGE_PLACES.map((value) => ({
          value,
          text: words.places[value],
          hint: words.placeHints[value],
        }))}
      />
    </>
  );
}

/** The same as the API wants it. */
export function settingsSent(visit: ConsoleVisit): object {
  return {
    title: { nl: filled(visit, 'title-nl') ?? '', en: filled(visit, 'title-en') ?? '' },
    audience: filled(visit, 'audience') ?? '',
    place: filled(visit, 'place') ?? '',
  };
}

/** Fields by what the API calls what it refuses. */
export function fieldsOf(visit: ConsoleVisit): Readonly<Record<string, string>> {
  const title = filled(visit, 'title-nl') === undefined ? 'title-nl' : 'title-en';
  return {
    nl: 'title-nl',
    en: 'title-en',
    title,
    id: 'id',
    'page-address-invalid': 'id',
    'page-taken': 'id',
  };
}
