import { type ReactNode, useEffect, useRef, useState } from 'react';

interface Props {
  readonly summary: ReactNode;
  /** Opened when this becomes true; whoever reads may close it again. */
  readonly open: boolean;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** What is out of sight, and not drawn, until it is asked for, or until something in it needs to be seen. */
export function Disclosure({ summary, open, className, children }: Props) {
  const details = useRef<HTMLDetailsElement>(null);
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    if (open && details.current !== null) details.current.open = true;
  }, [open]);
  return (
    <details
      ref={details}
      className={className}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>{summary}</summary>
      {isOpen && children}
    </details>
  );
}
