/** The table of buildings: how it is filled in, and a sentence for everything that can be wrong with it. */
import type { BuildingColumn, BuildingFault } from "../domain/buildings_csv.ts";
import { dictionary, inLang, type Lang } from "./lang.ts";

export const buildingWords = dictionary({
  zh: {
    step: "有哪些楼",
    title: "楼栋表",
    way: "怎么填",
    file: "用表格导入",
    hand: "一栋一栋填",
    pick: "选一个表格文件",
    pickAgain: "换一个文件",
    drop: "也可以把文件拖到这里",
    hint: "CSV 表格，第一行是 id,name,lat,lon,households；GeoJSON 的点也行。",
    template: "下载样表",
    templateName: "楼栋样表.csv",
    sample: ["5,5号楼,21.6629,110.9254,96", "a2,幸福里A2栋,21.6631,110.9261,120"],
    gcj: "位置是从高德、腾讯或微信地图上抄的",
    gcjNote: "会换算成 WGS-84。百度地图的位置另有一套，不能直接用。",
    notUtf8: "这个文件不是 UTF-8 编码，已经按 GB18030 读出来。请看一眼名字对不对。",
    read: (count: number) => `读到 ${count} 栋`,
    faults: (count: number) => `有 ${count} 处要改，什么都没有导入`,
    faultsTodo: "请在表格里改好，再选一次同一个文件。",
    line: (line: number) => `第 ${line} 行`,
    moreFaults: (count: number) => `还有 ${count} 处，改好上面的再看。`,
    columns: { id: "楼号", name: "名称", lat: "纬度", lon: "经度", households: "户数" },
    position: "位置",
    positionHint: "纬度在前，经度在后，比如 21.6629, 110.9254。",
    idHint: "小写字母或数字，最多 8 个。印进海报以后就不改了。",
    add: "加上这一栋",
    acts: "改动",
    remove: "去掉",
    removeOf: (name: string) => `去掉${name}`,
    empty: "还没有楼栋。选一个表格，或者先填一栋。",
    needOne: "至少要有一栋楼。",
    caption: (count: number) => `一共 ${count} 栋`,
    page: "改楼栋表",
    save: "存好新的楼栋表",
    saved: "楼栋表存好了",
    changes: (added: number, changed: number, removed: number) =>
      `新增 ${added} 栋，改了 ${changed} 栋，去掉 ${removed} 栋`,
    noChanges: "和现在的一样，没有要存的。",
    peopleIn: (name: string, count: number) =>
      `${name}还住着 ${count} 位邻居。去掉以后，他们的需求就没有楼可去了。`,
    export: "下载现在的表格",
    exportName: "楼栋表.csv",
  },
  en: {
    step: "The buildings",
    title: "Buildings",
    way: "How to enter them",
    file: "From a table",
    hand: "One by one",
    pick: "Choose a table file",
    pickAgain: "Choose another file",
    drop: "or drop the file here",
    hint: "A CSV whose first line is id,name,lat,lon,households; GeoJSON points work too.",
    template: "Download a sample",
    templateName: "buildings-sample.csv",
    sample: ["5,Building 5,21.6629,110.9254,96", "a2,Happiness Court A2,21.6631,110.9261,120"],
    gcj: "The positions come from Amap, Tencent or WeChat maps",
    gcjNote: "They are converted to WGS-84. Baidu's positions are of another kind and cannot be used.",
    notUtf8: "This file is not UTF-8; it was read as GB18030. Please check the names.",
    read: (count) => `${count} buildings read`,
    faults: (count) => `${count} places to correct; nothing was imported`,
    faultsTodo: "Correct them in the table, then choose the same file again.",
    line: (line) => `Line ${line}`,
    moreFaults: (count) => `${count} more; correct these first.`,
    columns: { id: "Id", name: "Name", lat: "Latitude", lon: "Longitude", households: "Households" },
    position: "Position",
    positionHint: "Latitude first, then longitude, such as 21.6629, 110.9254.",
    idHint: "Small letters or digits, at most 8. It is printed in posters and stays.",
    add: "Add this building",
    acts: "Change",
    remove: "Remove",
    removeOf: (name) => `Remove ${name}`,
    empty: "No buildings yet. Choose a table, or enter one.",
    needOne: "There must be at least one building.",
    caption: (count) => `${count} buildings`,
    page: "Change the buildings",
    save: "Save the new table",
    saved: "The buildings are saved",
    changes: (added, changed, removed) => `${added} new, ${changed} changed, ${removed} removed`,
    noChanges: "The same as now; nothing to save.",
    peopleIn: (name, count) =>
      `${count} neighbours live in ${name}. Without it, their requests have no building.`,
    export: "Download the present table",
    exportName: "buildings.csv",
  },
});

const faults = dictionary({
  zh: {
    empty: "这个文件是空的。请先照样表填好再导入。",
    too_big: "文件超过 1 MB，不像楼栋表。请只留下这五列。",
    not_geojson: "这不是 GeoJSON 的点集。请导出成 FeatureCollection，每栋一个点。",
    quotes: "有一个引号没有配对。请补上，或者把引号去掉。",
    column_missing: (column: string) => `缺少「${column}」这一列。请在第一行补上。`,
    column_unknown: (name: string) => `不认识「${name}」这一列。请删掉，只留样表里的五列。`,
    column_twice: (column: string) => `「${column}」出现了两次。请留一个。`,
    no_buildings: "只有表头，没有楼栋。请从第二行起，一行写一栋。",
    too_many: "超过 500 栋了。请从这一行起分到另一个社区。",
    cells: (cells: number, columns: number) =>
      `有 ${cells} 格，应该是 ${columns} 格。请看看是不是多了或少了逗号。`,
    not_a_point: "不是一个点。请把这一栋改成 Point。",
    id_shape: (value: string) =>
      value === ""
        ? "楼号是空的。请写 5 或 a2 这样的。"
        : `楼号「${value}」不行。请用小写字母或数字，最多 8 个。`,
    id_twice: (value: string, before: number) => `楼号「${value}」和第 ${before} 行的一样。请改成不同的。`,
    name_missing: "名称是空的。请写大家平时怎么叫这栋楼。",
    name_long: "名称太长。请缩到 24 个字以内。",
    name_unseen: "名称里有看不见的字符或换行。请删掉重新打一遍。",
    not_degrees: (value: string) => `「${value}」不是度数。请写成 21.6629 这样的小数。`,
    out_of_range: (value: string) => `「${value}」超出了地球。纬度在 ±90 以内，经度在 ±180 以内。`,
    swapped: "纬度和经度好像写反了。请把两格对调。",
    not_households: (value: string) =>
      `户数「${value}」不行。请写 0 到 100000 的整数，不带单位；不知道就写 0。`,
  },
  en: {
    empty: "This file is empty. Fill in the sample first.",
    too_big: "The file is larger than 1 MB and does not look like buildings. Keep only the five columns.",
    not_geojson: "This is no GeoJSON of points. Export a FeatureCollection with one point a building.",
    quotes: "A quotation mark is never closed. Close it, or take it out.",
    column_missing: (column) => `The column “${column}” is missing. Add it to the first line.`,
    column_unknown: (name) =>
      `The column “${name}” is not known. Delete it; only the sample's five are read.`,
    column_twice: (column) => `“${column}” stands twice. Keep one.`,
    no_buildings: "There is a header and no building. Write one building a line below it.",
    too_many: "More than 500 buildings. Put those from this line on into another community.",
    cells: (cells, columns) => `${cells} cells instead of ${columns}. Look for a comma too many or too few.`,
    not_a_point: "This is not a point. Make this building a Point.",
    id_shape: (value) =>
      value === ""
        ? "The id is empty. Write something like 5 or a2."
        : `The id “${value}” does not fit. Use small letters or digits, at most 8.`,
    id_twice: (value, before) => `The id “${value}” is on line ${before} already. Choose another.`,
    name_missing: "The name is empty. Write what people call this building.",
    name_long: "The name is too long. At most 24 characters.",
    name_unseen: "The name contains invisible characters or a line break. Delete it and type it again.",
    not_degrees: (value) => `“${value}” is not in degrees. Write a decimal such as 21.6629.`,
    out_of_range: (value) => `“${value}” is off the globe. Latitude is within ±90, longitude within ±180.`,
    swapped: "Latitude and longitude seem to be exchanged. Swap the two cells.",
    not_households: (value) =>
      `“${value}” households do not fit. Write a whole number from 0 to 100000 without a unit; 0 if unknown.`,
  },
});

/** What is wrong with a buildings file at one place and what to do, without the line. */
export function buildingFaultText(fault: BuildingFault, lang: Lang): string {
  const t = inLang(faults, lang);
  switch (fault.fault) {
    case "column_missing":
    case "column_twice":
      return t[fault.fault](fault.column);
    case "column_unknown":
      return t.column_unknown(fault.value);
    case "cells":
      return t.cells(fault.cells, fault.columns);
    case "id_twice":
      return t.id_twice(fault.value, fault.before ?? 0);
    case "id_shape":
    case "not_degrees":
    case "out_of_range":
    case "not_households":
      return t[fault.fault](fault.value);
    default:
      return t[fault.fault];
  }
}

/** The name of a column as it must stand in the file, with what it means. */
export const columnText = (column: BuildingColumn, lang: Lang): string =>
  `${column}（${inLang(buildingWords, lang).columns[column]}）`;
