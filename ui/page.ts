/** What a page is: a path, and what it answers when somebody opens it or sends its form. */
import type { ComponentChildren } from 'preact';
import type { PageAnswer, PageLanguage, PageRequest } from '../src/web/contract/pages-bundle.ts';
import type { Session } from '../src/web/contract/session.ts';
import type { Site } from '../src/web/contract/site.ts';
import type { Display } from './layout/display.ts';
import type { Missing, Reading, Unknown } from './reading.ts';

/** One visitor's look at one page. */
export interface Visit extends PageRequest {
  readonly display: Display;
  /** The club and its counts; undefined when they cannot be had at this moment. */
  readonly site: Site | undefined;
  /** Who has logged in; a visitor when nobody has, or when it cannot be known. */
  readonly session: Session;
  /** How `site` and `session` were come by: for a page that must not take what is unknown for nothing. */
  readonly reads: { readonly site: Reading<Site>; readonly session: Reading<Session> };
  /** The address of another page in the visitor's language. */
  href(path: string): string;
  /** Whether there is a page to link to. */
  hasPage(path: string): boolean;
}

export interface View {
  readonly kind: 'view';
  /** Stands in the browser's title, before the name of the club. */
  readonly title: string;
  readonly body: ComponentChildren;
  readonly status?: number;
  /** Loads the page anew after so many seconds, where no script does and its reader asked for it. */
  readonly refreshS?: number;
  /** What is shown of the page then: nothing that can be filled in. All of it when left out. */
  readonly followed?: ComponentChildren;
  /** Without the frame of header, navigation and footer: for a screen that nobody stands at. */
  readonly isBare?: boolean;
  /** The page as an Atom feed, which readers of feeds find by themselves. */
  readonly feed?: string;
}

/** Of a page that is about one thing: that thing is not there, or nobody can tell at this moment. */
export type Answer = View | PageAnswer | Missing | Unknown;

export interface Page {
  /** In Dutch and after `/en`, with `:names` for what differs. */
  readonly path: string;
  /** A form of it may have files, and so many bytes in all. */
  readonly largestUpload?: number;
  get(visit: Visit): Promise<Answer>;
  post?(visit: Visit): Promise<Answer>;
}

/** Not now: what the page is about could not be read. */
export const UNKNOWN_STATUS = 503;

export function view(
  title: string,
  body: ComponentChildren,
  {
    status,
    about,
    refreshS,
    followed,
    isBare,
    feed,
  }: Omit<View, 'kind' | 'title' | 'body'> & {
    /** What the page is for. When none of it is known the parts say so, and so does the status. */
    readonly about?: readonly Reading<unknown>[];
  } = {},
): View {
  const isUnknown = about?.every(({ kind }) => kind === 'unknown') === true;
  const told = isUnknown ? UNKNOWN_STATUS : status;
  return {
    kind: 'view',
    title,
    body,
    ...(told !== undefined && { status: told }),
    ...(refreshS !== undefined && { refreshS }),
    ...(followed !== undefined && { followed }),
    ...(isBare !== undefined && { isBare }),
    ...(feed !== undefined && { feed }),
  };
}

/** After a form was done: the browser asks for the next page, so that reloading it does nothing twice. */
export function goTo(visit: Visit, path: string): Answer {
  return { kind: 'redirect', to: visit.href(path) };
}

export function addressIn(language: PageLanguage, path: string): string {
  if (language === 'nl') return path;
  return path === '/' ? '/en' : `/en${path}`;
}
