import { readClubPage } from '../../club-page.ts';
import { Banner } from '../../components/banner.tsx';
import { type Page, view } from '../../page.ts';
import { houseRulesWords } from '../../words/house-rules.ts';
import { RulesText } from './rules-text.tsx';

export const houseRulesPage: Page = {
  path: '/huisregels',
  async get(visit) {
    const words = houseRulesWords[visit.language];
    const rules = await readClubPage(visit, 'house-rules');
    return view(
      words.title,
      <>
        <h1>{words.title}</h1>
        {rules === undefined ? (
          <Banner tone="warn" title={words.away}>
            <p>{words.emergency}</p>
            <p>{words.notPrivate}</p>
          </Banner>
        ) : (
          <RulesText visit={visit} rules={rules} />
        )}
        <p>
          <a href={visit.href('/huisregels/versies')}>{words.earlier}</a>
        </p>
      </>,
    );
  },
};
