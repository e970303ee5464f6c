/** What is written of a place, and the question whose answer it is; none where nothing is known of the place. */
export interface PlaceWords {
  readonly text: string;
  readonly question: string | undefined;
}
