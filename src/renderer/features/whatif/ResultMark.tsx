import { IconCircleCheck, IconEye, IconLoader2 } from '@tabler/icons-react';
import { useWhatIf } from '../../app/model.ts';
import { isCurrent } from './selectors.ts';
import styles from './WhatIf.module.css';

/** Whether the figures on screen are a preview, precise, or of settings that have moved on. */
export function ResultMark() {
  const state = useWhatIf((whatIf) => whatIf);
  const { shown, phase } = state;
  if (shown === null || !isCurrent(state)) {
    const text =
      phase === 'invalid'
        ? 'settings not accepted'
        : phase === 'failed'
          ? 'no result'
          : 'settings moved';
    return (
      <span className={`${styles.mark} ${styles.stale}`}>
        <IconLoader2 size={13} aria-hidden /> {text}
      </span>
    );
  }
  if (shown.kind === 'preview') {
    return (
      <span className={`${styles.mark} ${styles.preview}`}>
        <IconEye size={13} aria-hidden /> preview, {shown.trial.replications} runs
      </span>
    );
  }
  return (
    <span className={`${styles.mark} ${styles.precise}`}>
      <IconCircleCheck size={13} aria-hidden /> precise, {shown.trial.replications} runs
    </span>
  );
}
