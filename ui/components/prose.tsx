/** Text of several pages: headings with paragraphs and lists. */
export interface Section {
  readonly title: string;
  /** A text is a paragraph, several together are a list. */
  readonly text: readonly (string | readonly string[])[];
}

export function Prose({ sections }: { readonly sections: readonly Section[] }) {
  return (
    <>
      {sections.map(({ title, text }) => (
        <section class="prose" key={title}>
          <h2>{title}</h2>
          {text.map((part, index) =>
            typeof part === 'string' ? (
              <p key={index}>{part}</p>
            ) : (
              <ul key={index}>
                {part.map((item) => (
                  <li key={item}>{item}</li>
                ))}
              </ul>
            ),
          )}
        </section>
      ))}
    </>
  );
}
