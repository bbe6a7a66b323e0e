/** A handset that sends: the mark of the program, in the colours of the theme. */
export function Logo() {
  return (
    <svg class="logo" viewBox="0 0 40 40" width="40" height="40" aria-hidden="true">
      <rect width="40" height="40" rx="10" />
      <path d="M11 10.5c-3.5 2.5-2 9.5 4 15s13 7 15.5 3.5l-4.8-4.6-3.4 1.9c-3-1.9-4.8-4.2-6.2-7.2l2.2-3.3z" />
      <path class="waves" d="M22.5 15.5a4.5 4.5 0 0 1 3 3M23.5 10.5a9.5 9.5 0 0 1 7 7" />
    </svg>
  );
}
