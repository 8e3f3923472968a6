namespace AligNet.Stages;

/// <summary>What labels the triplets that a student is fine-tuned on.</summary>
public enum LabelSource
{
    /// <summary>The aligned teacher, on sampled triplets of the large image set: AligNet.</summary>
    Teacher,

    /// <summary>People's choices on the training triplets of the judged objects.</summary>
    HumanChoices,

    /// <summary>The probabilities that the posterior of people's concept embedding gives to the answers to those triplets.</summary>
    HumanPosterior,
}
