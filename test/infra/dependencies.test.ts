import { z } from 'zod';
import { dependencyOrder } from '../../emulator/template/language/graph.ts';
import { STAGE_NAMES } from '../../lib/config.ts';
import { templatesOf } from './support/templates.ts';

const names = z.union([z.string().transform((name) => [name]), z.array(z.string())]);
const resource = z.looseObject({
  Properties: z.unknown().optional(),
  /** What it names is waited for too: an alias waits for its deployment group. */
  UpdatePolicy: z.unknown().optional(),
  DependsOn: names.default([]),
});
const template = z.looseObject({ Resources: z.record(z.string(), resource) });

const REFERENCE = /\{"Ref":"([^"]+)"\}|\{"Fn::GetAtt":\["([^"]+)"/g;

describe('the resources of a stack', () => {
  test.each(STAGE_NAMES)('can be made one after the other in %s: none waits for itself', (stage) => {
    for (const one of templatesOf(stage)) {
      const { Resources } = template.parse(one.toJSON());
      const needs = Object.entries(Resources).map(([id, { Properties, UpdatePolicy, DependsOn }]) => {
        const named = [...JSON.stringify({ Properties, UpdatePolicy }).matchAll(REFERENCE)];
        const needed = [...DependsOn, ...named.map(([, reference, owner]) => reference ?? owner ?? '')];
        return [id, needed.filter((name) => name in Resources)] as const;
      });
      expect(() => dependencyOrder(new Map(needs))).not.toThrow();
    }
  });
});
