import { Icon } from '../components/icon.tsx';
import { type Page, view } from '../page.ts';
import { inBoth } from '../words/in-both.ts';

const WORDS = inBoth({
  nl: {
    title: 'Inloggen',
    lead: 'Inloggen is voor extensiehouders en beheerders.',
  },
  en: {
    title: 'Log in',
    lead: 'Logging in is for extension holders and administrators.',
  },
});

export const loginPage: Page = {
  path: '/inloggen',
  async get(visit) {
    const words = WORDS[visit.language];
    return view(
      words.title,
      <>
        <h1>
          <Icon name="login" /> {words.title}
        </h1>
        <p class="lead">{words.lead}</p>
      </>,
    );
  },
};
