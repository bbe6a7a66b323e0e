import {
  FREE_PAGE_CHARACTERS,
  freePageSchema,
  MOST_PAGES_OF_CLUB,
} from '../../../../src/web/contract/free-pages.ts';
import { backWith, Hidden, Said } from '../../../acting-page.tsx';
import { TextField } from '../../../components/form.tsx';
import { view } from '../../../page.ts';
import { freePageConsoleWords } from '../../../words/console/free-pages.ts';
import { change, consolePage, filled, sent } from '../console-page.tsx';
import { fieldsOf, SettingFields, settingsSent } from './free-page-form.tsx';
import { CLUB_PAGES_PATH } from './page-head.tsx';

/** A page of the club's own is made first, and written then. */
export const newFreePage = consolePage({
  path: `${CLUB_PAGES_PATH}/nieuw`,
  async show(visit) {
    const words = freePageConsoleWords[visit.language];
    return view(
      words.newTitle,
      <>
        <h1>{words.newTitle}</h1>
        <p class="lead">{words.newLead}</p>
        <Said visit={visit} />
        <form method="post" class="form">
          <Hidden visit={visit} act="make" />
          <TextField
            name="id"
            label={words.address}
            hint={words.addressHint}
            value={sent(visit, 'id')}
            errors={visit.refused}
            language={visit.language}
            longest={FREE_PAGE_CHARACTERS.id}
            mono
          />
          <SettingFields visit={visit} />
          <p class="hint">{words.bound(MOST_PAGES_OF_CLUB)}</p>
          <button type="submit" class="button primary">
            {words.make}
          </button>
        </form>
        <p>
          <a href={visit.href(CLUB_PAGES_PATH)}>{words.back}</a>
        </p>
      </>,
    );
  },
  acts: {
    make: (visit) =>
      change(
        visit,
        {
          method: 'POST',
          path: '/pages',
          body: { id: filled(visit, 'id') ?? '', ...settingsSent(visit) },
          fields: fieldsOf(visit),
        },
        (body) => backWith(visit, 'made', `${CLUB_PAGES_PATH}/${freePageSchema.parse(body).page}`),
      ),
  },
});
