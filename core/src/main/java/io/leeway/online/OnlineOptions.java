package io.leeway.online;

import io.leeway.evaluation.Gate;
import io.leeway.registry.Alias;
import io.leeway.registry.ModelName;
import io.leeway.registry.ModelRegistry;
import io.leeway.schema.Schema;
import java.util.List;
import java.util.Optional;

/** What a model was told, apart from its algorithm. */
record OnlineOptions<R>(
        ModelName name,
        Schema<R> schema,
        Targets targets,
        List<Gate> gates,
        int evaluateOn,
        Alias champion,
        Optional<ModelRegistry> registry) {}
