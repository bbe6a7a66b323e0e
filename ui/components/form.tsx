/** Forms that work without a script: sent, judged on the server, shown again with what was filled in. */
import type { ComponentChildren } from 'preact';
import type { PageLanguage } from '../../src/web/contract/pages-bundle.ts';
import type { Visit } from '../page.ts';
import { inBoth } from '../words/in-both.ts';
import { StateIcon } from './state.tsx';

export interface FieldError {
  /** Name of the field. */
  readonly field: string;
  /** Which form, where several on a page have a field of that name. */
  readonly within?: string;
  readonly message: string;
}

const WORDS = inBoth({
  nl: {
    summary: (count: number) =>
      count === 1 ? 'Eén ding klopt nog niet' : `${count} dingen kloppen nog niet`,
    optional: '(mag leeg blijven)',
    error: 'Fout:',
  },
  en: {
    summary: (count: number) =>
      count === 1 ? 'One thing is not right yet' : `${count} things are not right yet`,
    optional: '(may stay empty)',
    error: 'Error:',
  },
});

/** What is wrong, with links to where; it takes the focus, so that it is read aloud first. */
export function ErrorSummary({
  errors,
  language,
}: {
  readonly errors: readonly FieldError[];
  readonly language: PageLanguage;
}) {
  if (errors.length === 0) return null;
  return (
    <div class="banner tint-err" role="alert" tabIndex={-1} id="error-summary">
      <StateIcon state="banned" />
      <div>
        <h2>{WORDS[language].summary(errors.length)}</h2>
        <ul>
          {errors.map(({ field, within, message }) => (
            <li key={field + message}>
              {field === '' ? message : <a href={`#${idOf(field, within)}`}>{message}</a>}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

/** Proof that a form comes from a page of this session. */
export function Csrf({ visit }: { readonly visit: Visit }) {
  return <input type="hidden" name="csrf" value={visit.session.csrfToken ?? ''} />;
}

interface FieldParts {
  readonly name: string;
  /** Tells this form from others of the page that have a field of the same name. */
  readonly within?: string;
  readonly label: string;
  readonly hint?: ComponentChildren;
  readonly errors?: readonly FieldError[];
  readonly language: PageLanguage;
}

function idOf(name: string, within: string | undefined): string {
  return within === undefined ? name : `${name}-${within}`;
}

function messageAt(errors: readonly FieldError[] | undefined, name: string, within?: string) {
  return errors?.find((error) => error.field === name && error.within === within)?.message;
}

export function TextField({
  type = 'text',
  value,
  autocomplete,
  inputMode,
  optional = false,
  longest,
  mono = false,
  ...parts
}: FieldParts & {
  readonly type?: 'text' | 'email' | 'tel' | 'password' | 'datetime-local';
  readonly value?: string | undefined;
  readonly autocomplete?: string;
  readonly inputMode?: 'numeric' | 'text' | 'email';
  readonly optional?: boolean;
  readonly longest?: number;
  readonly mono?: boolean;
}) {
  return (
    <Field {...parts} optional={optional}>
      {(attributes) => (
        <input
          {...attributes}
          class={mono ? 'mono' : ''}
          // Preact's types know one shape for each type of input; these differ in nothing we use.
          type={type as 'text'}
          value={value ?? ''}
          required={!optional}
          {...(autocomplete && { autocomplete })}
          {...(inputMode && { inputMode })}
          {...(longest !== undefined && { maxLength: longest })}
        />
      )}
    </Field>
  );
}

export function TextArea({
  value,
  optional = false,
  rows = 4,
  longest,
  ...parts
}: FieldParts & {
  readonly value?: string | undefined;
  readonly optional?: boolean;
  readonly rows?: number;
  readonly longest?: number;
}) {
  return (
    <Field {...parts} optional={optional}>
      {(attributes) => (
        <textarea
          {...attributes}
          rows={rows}
          required={!optional}
          {...(longest !== undefined && { maxLength: longest })}
          value={value ?? ''}
        />
      )}
    </Field>
  );
}

export function SelectField({
  value,
  options,
  ...parts
}: FieldParts & {
  readonly value?: string | undefined;
  readonly options: readonly { readonly value: string; readonly text: string }[];
}) {
  return (
    <Field {...parts} optional={false}>
      {(attributes) => (
        <select {...attributes}>
          {options.map((option) => (
            <option key={option.value} value={option.value} selected={option.value === value}>
              {option.text}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

export function FileField({
  accept,
  optional = false,
  ...parts
}: FieldParts & { readonly accept: string; readonly optional?: boolean }) {
  return (
    <Field {...parts} optional={optional}>
      {(attributes) => <input {...attributes} type="file" accept={accept} required={!optional} />}
    </Field>
  );
}

/** Label above, hint and error between it and the field, and the field knows both. */
function Field({
  name,
  within,
  label,
  hint,
  errors,
  language,
  optional,
  children,
}: FieldParts & {
  readonly optional: boolean;
  readonly children: (attributes: {
    readonly id: string;
    readonly name: string;
    readonly 'aria-describedby'?: string;
    readonly 'aria-invalid'?: 'true';
  }) => ComponentChildren;
}) {
  const id = idOf(name, within);
  const error = messageAt(errors, name, within);
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div class={error === undefined ? 'field' : 'field wrong'}>
      <label for={id}>
        {label} {optional && <span class="muted">{WORDS[language].optional}</span>}
      </label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error !== undefined && <FieldMessage id={`${id}-error`} message={error} language={language} />}
      {children({
        id,
        name,
        ...(described !== '' && { 'aria-describedby': described }),
        ...(error !== undefined && { 'aria-invalid': 'true' }),
      })}
    </div>
  );
}

function FieldMessage({
  id,
  message,
  language,
}: {
  readonly id: string;
  readonly message: string;
  readonly language: PageLanguage;
}) {
  return (
    <p class="field-error" id={id}>
      <StateIcon state="banned" />
      <span class="visually-hidden">{WORDS[language].error}</span> {message}
    </p>
  );
}

export function Checkbox({
  name,
  label,
  checked = false,
  value = 'yes',
  hint,
  errors,
  language,
}: FieldParts & { readonly checked?: boolean; readonly value?: string }) {
  const error = messageAt(errors, name);
  return (
    <div class={error === undefined ? 'choice' : 'choice wrong'}>
      {error !== undefined && <FieldMessage id={`${name}-error`} message={error} language={language} />}
      <label>
        <input
          type="checkbox"
          id={name}
          name={name}
          value={value}
          checked={checked}
          {...(error !== undefined && { 'aria-invalid': 'true', 'aria-describedby': `${name}-error` })}
        />
        <span>
          {label}
          {hint && <span class="hint">{hint}</span>}
        </span>
      </label>
    </div>
  );
}

/** One of several, each one a target of its own size. */
export function Choices({
  name,
  legend,
  value,
  options,
}: {
  readonly name: string;
  readonly legend: string;
  readonly value: string | undefined;
  readonly options: readonly { readonly value: string; readonly text: string; readonly hint?: string }[];
}) {
  return (
    <fieldset class="choices">
      <legend>{legend}</legend>
      {options.map((option) => (
        <div class="choice" key={option.value}>
          <label>
            <input type="radio" name={name} value={option.value} checked={option.value === value} required />
            <span>
              {option.text}
              {option.hint !== undefined && <span class="hint">{option.hint}</span>}
            </span>
          </label>
        </div>
      ))}
    </fieldset>
  );
}

/** Any number of several. */
export function Ticks({
  name,
  label,
  hint,
  chosen,
  options,
  errors,
  language,
}: FieldParts & {
  readonly chosen: readonly string[];
  readonly options: readonly { readonly value: string; readonly text: string }[];
}) {
  const error = messageAt(errors, name);
  return (
    <fieldset class={error === undefined ? 'choices' : 'choices wrong'} id={name}>
      <legend>{label}</legend>
      {hint && <p class="hint">{hint}</p>}
      {error !== undefined && <FieldMessage id={`${name}-error`} message={error} language={language} />}
      {options.map((option) => (
        <div class="choice" key={option.value}>
          <label>
            <input
              type="checkbox"
              name={name}
              value={option.value}
              checked={chosen.includes(option.value)}
              {...(error !== undefined && { 'aria-invalid': 'true', 'aria-describedby': `${name}-error` })}
            />
            <span>{option.text}</span>
          </label>
        </div>
      ))}
    </fieldset>
  );
}
