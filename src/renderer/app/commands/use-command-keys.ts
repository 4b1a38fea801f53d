import { useEffect } from 'react';
import { tinykeys } from 'tinykeys';
import { useDesk } from '../../data/desk-context';
import { useShell } from '../shell-context';
import { commands } from './all';
import type { Command, CommandContext } from './command';
import { isCovered, isTyping } from './scope';

/** Listens for the keys of every command. */
export function useCommandKeys(): void {
  const desk = useDesk();
  const shell = useShell();
  useEffect(() => {
    const keys = [...new Set(commands.flatMap((command) => command.keys))];
    const bindings = keys.map((key) => {
      const candidates = commands.filter((command) => command.keys.includes(key));
      const handle = (event: KeyboardEvent): void =>
        runFirst(candidates, key, event, { desk, shell, target: elementOf(event) });
      return [key, handle] as const;
    });
    return tinykeys(window, Object.fromEntries(bindings), { ignore: isNotACommand });
  }, [desk, shell]);
}

/** A key that is part of a composed character belongs to the text, wherever the focus is. */
function isNotACommand(event: KeyboardEvent): boolean {
  return (
    event.isComposing || event.keyCode === 229 || event.getModifierState('AltGraph') || event.defaultPrevented
  );
}

function elementOf(event: KeyboardEvent): Element | null {
  return event.target instanceof Element ? event.target : null;
}

function runFirst(
  candidates: readonly Command[],
  key: string,
  event: KeyboardEvent,
  context: CommandContext,
): void {
  if (isCovered()) return;
  const mayTypeKey = key.startsWith('g ') || !/\$mod|F\d|Escape/u.test(key);
  const command = candidates.find((candidate) => {
    const isText = isTyping(context.target) && (candidate.scope === 'page' || mayTypeKey);
    return (
      !isText && (!event.repeat || candidate.isRepeatable === true) && candidate.when?.(context) !== false
    );
  });
  if (command === undefined) return;
  event.preventDefault();
  void command.run(context);
}
