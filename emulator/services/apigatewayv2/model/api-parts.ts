import type { Clock } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import { badRequest, conflict, notFound } from '../errors.ts';
import { integrationIdOf } from './api-plan.ts';
import type { ApiStore } from './api-store.ts';
import { type Draft, defined, type MakeContext, type PartDefinition } from './part-definition.ts';
import type { ApiRecord, PartKind, PartRecords } from './records.ts';

interface Deps {
  readonly apis: ApiStore;
  readonly clock: Clock;
  readonly ids: Ids;
}

const PART_ID_CHARACTERS = 7;

/** Creates, changes and removes what lies within APIs. */
export class ApiParts {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** @throws AwsError NotFoundException */
  api(apiId: string | undefined): ApiRecord {
    const api = apiId === undefined ? undefined : this.#deps.apis.api(apiId);
    if (!api) throw notFound('API', apiId ?? '');
    return api;
  }

  /** @throws AwsError NotFoundException */
  get<K extends PartKind>({ kind, title }: PartDefinition<K>, apiId: string, id: string): PartRecords[K] {
    const record = this.#deps.apis.part(this.api(apiId).ApiId, kind, id);
    if (!record) throw notFound(title, id);
    return record;
  }

  /** @param draft its parent member, where the kind has one, says whose parts are listed */
  list<K extends PartKind>(
    definition: PartDefinition<K>,
    apiId: string,
    draft: Draft<PartRecords[K]>,
  ): PartRecords[K][] {
    const { parent, kind } = definition;
    const all = this.#deps.apis.parts(this.api(apiId).ApiId, kind);
    return parent ? all.filter((record) => record[parent.member] === draft[parent.member]) : all;
  }

  /** @param id for parts that the caller names itself: stages */
  create<K extends PartKind>(
    definition: PartDefinition<K>,
    apiId: string,
    draft: Draft<PartRecords[K]>,
    id = this.#newId(),
  ): PartRecords[K] {
    const api = this.api(apiId);
    this.#checkParent(definition, api, draft);
    const record = definition.make(draft, this.#context(api, id));
    this.#deps.apis.putPart(apiId, definition.kind, id, record);
    return record;
  }

  update<K extends PartKind>(
    definition: PartDefinition<K>,
    apiId: string,
    id: string,
    draft: Draft<PartRecords[K]>,
  ): PartRecords[K] {
    const previous = this.get(definition, apiId, id);
    return this.replace(definition, apiId, id, { ...previous, ...defined(draft) });
  }

  /** Like `update`, but what the draft leaves out goes back to its default. */
  replace<K extends PartKind>(
    definition: PartDefinition<K>,
    apiId: string,
    id: string,
    draft: Draft<PartRecords[K]>,
  ): PartRecords[K] {
    const previous = this.get(definition, apiId, id);
    const record = definition.make(draft, { ...this.#context<K>(this.api(apiId), id), previous });
    this.#deps.apis.putPart(apiId, definition.kind, id, record);
    return record;
  }

  /** @throws AwsError NotFoundException, ConflictException */
  delete<K extends PartKind>(definition: PartDefinition<K>, apiId: string, id: string): void {
    this.get(definition, apiId, id);
    const user = this.#userOf(definition.kind, apiId, id);
    if (user) throw conflict(`Cannot delete ${definition.title} '${id}' due to ${user}.`);
    this.#deps.apis.deletePart(apiId, definition.kind, id);
  }

  #userOf(kind: PartKind, apiId: string, id: string): string | undefined {
    const { apis } = this.#deps;
    const routes = () => apis.parts(apiId, 'route');
    if (kind === 'integration' && routes().some((route) => integrationIdOf(route) === id)) {
      return 'some routes referencing this Integration';
    }
    if (kind === 'authorizer' && routes().some((route) => route.AuthorizerId === id)) {
      return 'some routes referencing this Authorizer';
    }
    const isDeployed = kind === 'deployment' && apis.parts(apiId, 'stage').some((stage) => stage.DeploymentId === id);
    return isDeployed ? 'active stages pointing to this deployment' : undefined;
  }

  #checkParent<K extends PartKind>(
    { parent }: PartDefinition<K>,
    { ApiId }: ApiRecord,
    draft: Draft<PartRecords[K]>,
  ): void {
    if (!parent) return;
    const id = draft[parent.member];
    if (typeof id !== 'string') throw badRequest(`${parent.member} must not be null`);
    if (!this.#deps.apis.part(ApiId, parent.kind, id)) throw notFound(parent.title, id);
  }

  #context<K extends PartKind>(api: ApiRecord, id: string): MakeContext<PartRecords[K]> {
    const { apis, clock } = this.#deps;
    return {
      api,
      id,
      now: clock.now(),
      find: (kind, other) => apis.part(api.ApiId, kind, other),
      all: (kind) => apis.parts(api.ApiId, kind),
    };
  }

  #newId(): string {
    return this.#deps.ids.letters(PART_ID_CHARACTERS).toLowerCase();
  }
}
