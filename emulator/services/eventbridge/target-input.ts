import type { Target } from '@aws-sdk/client-eventbridge';
import type { BusEvent } from './events/event.ts';
import { Transformer, type TransformerContext } from './input-transformer.ts';
import { compileJsonPath } from './json-path.ts';

type Make = (event: BusEvent, context: TransformerContext) => string;

const compiled = new WeakMap<Target, Make>();

/** What a target gets for an event, as text: the event, a part of it, a constant, or what its transformer makes. */
export function targetInput(target: Target, event: BusEvent, context: TransformerContext): string {
  const make = compiled.get(target) ?? compile(target);
  compiled.set(target, make);
  return make(event, context);
}

function compile({ Input, InputPath, InputTransformer }: Target): Make {
  if (Input !== undefined) return () => Input;
  if (InputTransformer) {
    const transformer = new Transformer(InputTransformer);
    return (event, context) => transformer.apply(event.body, context);
  }
  const path = InputPath === undefined || InputPath === '$' ? undefined : compileJsonPath(InputPath);
  return path ? (event) => JSON.stringify(path(event.body) ?? null) : (event) => event.text;
}
