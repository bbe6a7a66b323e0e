import { readClubPage } from '../../club-page.ts';
import { Banner } from '../../components/banner.tsx';
import { UnknownPart } from '../../components/known.tsx';
import { type Page, view } from '../../page.ts';
import { houseRulesWords } from '../../words/house-rules.ts';
import { RulesText } from './rules-text.tsx';

export const houseRulesPage: Page = {
  path: '/huisregels',
  async get(visit) {
    const words = houseRulesWords[visit.language];
    const rules = await readClubPage(visit, 'house-rules');
    if (rules.kind === 'missing') return rules;
    return view(
      words.title,
      <>
        <h1>{words.title}</h1>
        {rules.kind === 'known' ? (
          <RulesText visit={visit} rules={rules.value} />
        ) : (
          <>
            <UnknownPart visit={visit} code={rules.code} />
            <Banner tone="warn" title={words.always}>
              <p>{words.emergency}</p>
              <p>{words.notPrivate}</p>
            </Banner>
          </>
        )}
        <p>
          <a href={visit.href('/huisregels/versies')}>{words.earlier}</a>
        </p>
      </>,
      { about: [rules] },
    );
  },
};
