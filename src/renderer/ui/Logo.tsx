/** A Plimsoll mark: the load line of a ship, a circle with a horizontal line through it. */
export function Logo({ size = 28 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" role="img" aria-label="Plimsoll">
      <circle cx="16" cy="16" r="9.5" fill="none" stroke="currentColor" strokeWidth="2.6" />
      <path d="M2 16H30" stroke="currentColor" strokeWidth="2.6" />
    </svg>
  );
}
