/**
 * Positions copied from Chinese map services are in GCJ-02, which is WGS-84 bent by up to 600 m; ours are WGS-84.
 * The bending has no exact inverse: a few rounds of correction come within a millimetre.
 */
export interface Position {
  /** Degrees. */
  readonly lat: number;
  readonly lon: number;
}

// The ellipsoid of Krassovsky 1940, on which the bending is defined: half axis in metres, eccentricity squared.
const HALF_AXIS = 6_378_245;
const ECCENTRICITY = 0.006_693_421_622_965_943;
const ROUNDS = 6;

/** A position in WGS-84 for one in GCJ-02; outside China they are the same. */
export function gcjToWgs(bent: Position): Position {
  if (!isInChina(bent)) return bent;
  let guess = bent;
  for (let round = 0; round < ROUNDS; round += 1) {
    const again = wgsToGcj(guess);
    guess = { lat: guess.lat - (again.lat - bent.lat), lon: guess.lon - (again.lon - bent.lon) };
  }
  return guess;
}

/** A position in GCJ-02 for one in WGS-84. */
export function wgsToGcj(straight: Position): Position {
  if (!isInChina(straight)) return straight;
  const [x, y] = [straight.lon - 105, straight.lat - 35];
  const latitude = (straight.lat * Math.PI) / 180;
  const magic = 1 - ECCENTRICITY * Math.sin(latitude) ** 2;
  const perLat = (((HALF_AXIS * (1 - ECCENTRICITY)) / magic ** 1.5) * Math.PI) / 180;
  const perLon = ((HALF_AXIS / Math.sqrt(magic)) * Math.cos(latitude) * Math.PI) / 180;
  return {
    lat: straight.lat + northOf(x, y) / perLat,
    lon: straight.lon + eastOf(x, y) / perLon,
  };
}

/** Metres by which a point is moved north. */
const northOf = (x: number, y: number): number =>
  -100 +
  2 * x +
  3 * y +
  0.2 * y * y +
  0.1 * x * y +
  0.2 * Math.sqrt(Math.abs(x)) +
  waves(x, [20, 1 / 6], [20, 1 / 2]) +
  waves(y, [20, 1], [40, 3]) +
  waves(y, [160, 12], [320, 30]);

/** Metres by which a point is moved east. */
const eastOf = (x: number, y: number): number =>
  300 +
  x +
  2 * y +
  0.1 * x * x +
  0.1 * x * y +
  0.1 * Math.sqrt(Math.abs(x)) +
  waves(x, [20, 1 / 6], [20, 1 / 2]) +
  waves(x, [20, 1], [40, 3]) +
  waves(x, [150, 12], [300, 30]);

/** Two thirds of sines of the given heights and lengths. */
const waves = (at: number, ...sines: readonly (readonly [height: number, length: number])[]): number =>
  sines.reduce((sum, [height, length]) => sum + height * Math.sin((at / length) * Math.PI), 0) * (2 / 3);

const isInChina = ({ lat, lon }: Position): boolean =>
  lon > 72.004 && lon < 137.8347 && lat > 0.8293 && lat < 55.8271;
