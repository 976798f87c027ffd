import type { components } from './types';

type Schemas = components['schemas'];

export type District = Schemas['District'];
export type DistrictCommune = Schemas['DistrictCommune'];
export type DistrictTopic = Schemas['DistrictTopic'];
export type LandUse = Schemas['LandUse'];
export type KeyPart = Schemas['KeyPart'];
export type ParcelKey = Schemas['ParcelKey'];
export type Answer = Schemas['Answer'];
export type TopicAnswer = Schemas['TopicAnswer'];
export type TopicState = Schemas['TopicState'];
export type Restriction = Schemas['Restriction'];
export type Accuracy = Schemas['Accuracy'];
export type Change = Schemas['Change'];
export type Displacement = Schemas['Displacement'];
export type Decision = Schemas['Decision'];
export type Timeline = Schemas['Timeline'];
export type PlanningDay = Schemas['PlanningDay'];
export type PlanEvent = Schemas['PlanEvent'];
export type Difference = Schemas['PlanningDifference'];
export type TopicDifference = Schemas['TopicDifference'];
export type DifferenceItem = Schemas['DifferenceItem'];
export type Balance = Schemas['Balance'];
export type Place = Schemas['Place'];
export type PlaceParcel = Schemas['PlaceParcel'];
export type PlaceCommune = Schemas['PlaceCommune'];
export type Plan = Schemas['Plan'];
export type PlanDetail = Schemas['PlanDetail'];
export type PlanDocument = Schemas['Document'];
export type Candidate = Schemas['PlanningCandidate'];
export type SearchHit = Schemas['SearchHit'];
export type SearchResult = Schemas['SearchResult'];
export type ApiGeometry = Schemas['Geometry'];
export type ProblemBody = Schemas['Problem'];
export type Bbox = Schemas['Bbox'];
export type LocalName = Schemas['LocalName'];

/** A place on the globe, degrees of WGS 84. */
export interface LonLat {
  readonly lon: number;
  readonly lat: number;
}
