/** What `ui/` is built into, as the web server knows it: pages to be asked for, and the answers they give. */

export type PageLanguage = 'nl' | 'en';

/** The API as a page sees it: with the rights of whoever asked for the page, and no others. */
export interface PageApi {
  /** `path` without the prefix: `/conferences`. */
  call(method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE', path: string, body?: object): Promise<ApiAnswer>;
  /** Puts a file there. */
  upload(path: string, file: { readonly type: string; readonly bytes: Uint8Array }): Promise<ApiAnswer>;
}

export interface ApiAnswer {
  readonly status: number;
  /** Undefined when there was none. */
  readonly body: unknown;
}

export interface PageRequest {
  readonly method: 'GET' | 'POST';
  readonly language: PageLanguage;
  /** Without the language: `/huisregels`. */
  readonly path: string;
  /** What stands at the `:names` of the page's path. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** What was filled in; empty for GET. */
  readonly form: URLSearchParams;
  /** What was chosen to be sent along, by the name of its field; empty where the page takes no files. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly cookies: Readonly<Record<string, string | undefined>>;
  readonly api: PageApi;
  /** Wall clock. */
  readonly nowMs: number;
}

export type PageAnswer =
  | {
      readonly kind: 'document';
      readonly status: number;
      readonly html: string;
      /** When asking again may help. */
      readonly retryAfterS?: number;
      readonly cookies?: readonly PageCookie[];
    }
  | { readonly kind: 'redirect'; readonly to: string; readonly cookies?: readonly PageCookie[] }
  | {
      readonly kind: 'file';
      readonly type: string;
      readonly content: string | Uint8Array;
      /** Offered to be saved under this name; shown when left out. */
      readonly name?: string;
    };

/** How somebody likes to see the pages; nothing secret is in it. */
export interface PageCookie {
  readonly name: string;
  readonly value: string;
}

export interface PagesBundle {
  /** The paths there are, with `:names`; each one also stands under `/en`. */
  readonly paths: readonly string[];
  /** How many bytes a form with files may have, on those pages that take any, for who has logged in. */
  readonly uploads: Readonly<Record<string, number>>;
  answer(path: string, request: PageRequest): Promise<PageAnswer>;
  /** When there is no such page, when the request came from another site, and when we failed. */
  answerError(status: 403 | 404 | 413 | 500, request: PageRequest): Promise<PageAnswer>;
}

export interface ProblemHelpText {
  readonly what: string;
  readonly why: string;
  /** One thing that helps, a command for instance. */
  readonly todo: string;
}

/** What a problem means: of the API, of the command line, or a check of `hamvoip doctor`. */
export interface ProblemHelp {
  readonly code: string;
  readonly nl: ProblemHelpText;
  readonly en: ProblemHelpText;
}

/** What the built module exports. */
export interface PagesModule {
  openPages(parts: {
    /** Of the club, as the IANA calls it: every time on a page is told in it. */
    readonly timeZone: string;
    /** Each has a page of its own under `/hulp/`. */
    readonly problems: readonly ProblemHelp[];
  }): PagesBundle;
}
