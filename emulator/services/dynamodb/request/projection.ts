import { invalidParameter } from '../errors.ts';
import { Bindings, type BindingsInput } from '../expressions/bindings.ts';
import { compileProjection, type Projection, projectionOf } from '../expressions/projection.ts';
import { Constraints } from './constraints.ts';
import { refuseMixture } from './refuse-mixture.ts';

export interface ProjectionInput extends BindingsInput {
  readonly ProjectionExpression?: string | undefined;
  readonly AttributesToGet?: readonly string[] | undefined;
}

/** What a read of single items asks for; undefined means all attributes. */
export function prepareProjection(input: ProjectionInput): Projection | undefined {
  const { ProjectionExpression, AttributesToGet } = input;
  refuseMixture({ AttributesToGet }, { ProjectionExpression });
  const bindings = new Bindings(input, { ProjectionExpression });
  const projection = compileWanted(input, bindings);
  bindings.refuseUnused();
  return projection;
}

/** The same with bindings that serve further expressions. */
export function compileWanted(
  { ProjectionExpression, AttributesToGet }: ProjectionInput,
  bindings: Bindings,
): Projection | undefined {
  if (ProjectionExpression !== undefined) return compileProjection(ProjectionExpression, bindings);
  if (!AttributesToGet) return undefined;
  new Constraints().length('attributesToGet', AttributesToGet, 1).verify();
  const repeated = AttributesToGet.find((name, at) => AttributesToGet.indexOf(name) < at);
  if (repeated !== undefined) throw invalidParameter(`Duplicate value in attribute name: ${repeated}`);
  return projectionOf(AttributesToGet.map((name) => [name]));
}
