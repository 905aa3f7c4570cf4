DROP INDEX journeys_on_vacancy;
DROP TABLE stage_counts;
